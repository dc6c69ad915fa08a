import { S3Error } from "../s3-error.ts";

/** Reads lines and runs of bytes from a stream of chunks, holding no more than the chunk at hand and one line. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** The next line without its CRLF. */
  async line(maxBytes: number): Promise<string> {
    for (;;) {
      const end = this.#rest.indexOf("\r\n");
      if (end > maxBytes || (end < 0 && this.#rest.length > maxBytes))
        throw new S3Error("InvalidRequest", "A line of the chunked body is too long.");
      if (end >= 0) {
        const line = this.#rest.toString("latin1", 0, end);
        this.#rest = this.#rest.subarray(end + 2);
        return line;
      }
      const next = await this.#next();
      if (!next) throw incompleteBody();
      this.#rest = Buffer.concat([this.#rest, next]);
    }
  }

  /** Exactly `length` bytes, in pieces. */
  async *take(length: number): AsyncGenerator<Buffer> {
    for (let remaining = length; remaining > 0; ) {
      const chunk = this.#rest.length > 0 ? this.#rest : await this.#next();
      if (!chunk) throw incompleteBody();
      const piece = chunk.subarray(0, remaining);
      this.#rest = chunk.subarray(piece.length);
      remaining -= piece.length;
      yield piece;
    }
  }

  async isAtEnd(): Promise<boolean> {
    if (this.#rest.length > 0) return false;
    const next = await this.#next();
    this.#rest = next ?? this.#rest;
    return next === undefined;
  }

  /** Lets go of the source, so that whoever owns it can read on. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #next(): Promise<Buffer | undefined> {
    const { value, done } = await this.#chunks.next();
    return done ? undefined : value;
  }
}

export function incompleteBody(): S3Error {
  return new S3Error("IncompleteBody", "The request body terminated unexpectedly");
}
