import type { Compressor } from "../csv/write/compress.ts";

/** Bytes that are being compressed at one time; above it, whoever makes pages waits. */
const bytesInFlight = 8 * 1024 * 1024;

/** Compresses pages behind the back of whoever makes them. A failure rises from the next call and all after it. */
export class PagePacking {
  readonly #compress: Compressor;
  readonly #packing = new Set<Promise<void>>();
  #inFlight = 0;
  #failure: { cause: unknown } | null = null;

  constructor(compress: Compressor) {
    this.#compress = compress;
  }

  /** `done` gets the result; `bytes` are free by then. What it answers settles then, and never fails. */
  pack(bytes: Uint8Array<ArrayBuffer>, done: (compressed: Uint8Array) => void): Promise<void> {
    this.#inFlight += bytes.length;
    const packing = this.#pack(bytes, done).then(() => {
      this.#inFlight -= bytes.length;
      this.#packing.delete(packing);
    });
    this.#packing.add(packing);
    return packing;
  }

  /** Settles when there is room for more. */
  async room(): Promise<void> {
    while (this.#inFlight > bytesInFlight) await Promise.race(this.#packing);
    this.check();
  }

  check(): void {
    if (this.#failure) throw this.#failure.cause;
  }

  async #pack(bytes: Uint8Array<ArrayBuffer>, done: (compressed: Uint8Array) => void): Promise<void> {
    try {
      done(await this.#compress(bytes));
    } catch (cause) {
      // Kept for the next call: nobody awaits a page.
      this.#failure ??= { cause };
    }
  }
}
