/** Ends of files that were read before, as long as their process lives; a file of the same key and ETag has the same bytes. */
export class FooterCache {
  readonly #ends = new Map<string, Uint8Array>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes = 64 * 1024 * 1024) {
    this.#maxBytes = maxBytes;
  }

  get({ key, etag }: { key: string; etag: string }): Uint8Array | undefined {
    return this.#ends.get(`${etag} ${key}`);
  }

  set({ key, etag }: { key: string; etag: string }, end: Uint8Array): void {
    const name = `${etag} ${key}`;
    if (this.#ends.has(name)) return;
    this.#ends.set(name, end);
    this.#bytes += end.length;
    for (const [oldest, { length }] of this.#ends) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#ends.delete(oldest);
      this.#bytes -= length;
    }
  }
}
