import type { Kernel } from "../kernel/kernel.ts";

/** Physical lines by address, counted only as far as somebody asks; ascending questions are cheap. */
export class LineCounter {
  readonly #kernel: Kernel;
  readonly #loneCr: boolean;
  /** Where nothing before will be asked for, and the line there. */
  #anchor: { address: number; line: number };
  #address: number;
  #line: number;

  constructor(kernel: Kernel, options: { loneCr: boolean; address: number; line: number }) {
    this.#kernel = kernel;
    this.#loneCr = options.loneCr;
    this.#anchor = { address: options.address, line: options.line };
    this.#address = options.address;
    this.#line = options.line;
  }

  lineAt(address: number): number {
    if (address < this.#address) {
      this.#address = this.#anchor.address;
      this.#line = this.#anchor.line;
    }
    this.#line += this.#kernel.countLineEnds(this.#address, address, this.#loneCr);
    this.#address = address;
    return this.#line;
  }

  /** Nothing before `address` will be asked for; answers its line. */
  anchor(address: number): number {
    const line = this.lineAt(address);
    this.#anchor = { address, line };
    return line;
  }

  /** What stood at the anchor stands at `address` now. */
  move(address: number): void {
    this.#anchor = { address, line: this.#anchor.line };
    this.#address = address;
    this.#line = this.#anchor.line;
  }
}
