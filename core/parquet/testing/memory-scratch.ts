import type { Scratch } from "../../ports/scratch.ts";

/** A scratch that counts. */
export class MemoryScratch implements Scratch {
  opened = 0;
  closed = 0;
  written = 0;
  #bytes = new Uint8Array(0);
  /** Appending fails once so many bytes are there. */
  readonly #room: number;

  constructor(room = Number.POSITIVE_INFINITY) {
    this.#room = room;
  }

  async open() {
    this.opened++;
    return {
      append: async (bytes: Uint8Array) => {
        if (this.written + bytes.length > this.#room) throw new Error("No space is left on the device.");
        const at = this.written;
        const grown = new Uint8Array(at + bytes.length);
        grown.set(this.#bytes);
        grown.set(bytes, at);
        this.#bytes = grown;
        this.written = grown.length;
        return at;
      },
      read: async (from: number, length: number) => this.#bytes.slice(from, from + length),
      close: async () => {
        this.closed++;
      },
    };
  }
}
