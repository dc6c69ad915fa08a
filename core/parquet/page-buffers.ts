const smallestBytes = 4 * 1024;

/** Buffers that pages are put together in, used again once what they held was compressed. */
export class PageBuffers {
  readonly #free = new Map<number, Uint8Array<ArrayBuffer>[]>();

  /** At least so long. */
  take(byteLength: number): Uint8Array<ArrayBuffer> {
    let size = smallestBytes;
    while (size < byteLength) size *= 2;
    return this.#free.get(size)?.pop() ?? new Uint8Array(size);
  }

  give(buffer: Uint8Array<ArrayBuffer>): void {
    const others = this.#free.get(buffer.length);
    if (others) others.push(buffer);
    else this.#free.set(buffer.length, [buffer]);
  }
}
