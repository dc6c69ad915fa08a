import type { Kernel } from "../../csv/kernel/kernel.ts";
import type { RunOutput } from "./run-outputs.ts";

/** Two buffers in the kernel's memory for one output: one is filled while the other is written. A failed write rises from the next call. */
export class WriteBehind {
  readonly bytes: number;
  /** Where to fill. */
  at: number;
  #other: number;
  readonly #kernel: Kernel;
  #writing: Promise<{ cause: unknown } | null> = Promise.resolve(null);

  constructor(kernel: Kernel, bytes: number) {
    this.bytes = bytes;
    this.#kernel = kernel;
    this.at = kernel.alloc(bytes);
    this.#other = kernel.alloc(bytes);
  }

  /** Writes what was filled in up to `end`; the place to fill is another one then. */
  async handOut(output: RunOutput, end: number): Promise<void> {
    await this.settle();
    this.#writing = output.write(this.#kernel.bytes.subarray(this.at, end)).then(
      () => null,
      (cause: unknown) => ({ cause }),
    );
    [this.at, this.#other] = [this.#other, this.at];
  }

  /** Settles when everything that was handed out is written. */
  async settle(): Promise<void> {
    const failure = await this.#writing;
    if (failure) throw failure.cause;
  }
}
