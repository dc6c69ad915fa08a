import { AppError } from "#core/app-error";
import type { ByteSource } from "#core/csv/index";

/** Asking for a slice costs as much as a few hundred kilobytes of it. */
const sliceBytes = 8 * 1024 * 1024;
/** While one slice is scanned so many are on their way. */
const slicesAhead = 2;
/** Whoever works longer hears nothing of being cancelled, and says nothing of how far it is. */
const turnMs = 20;

/** Room for the worker's other messages. */
export type Pause = () => Promise<void>;

export interface FileReading {
  signal: AbortSignal;
  pause: Pause;
}

/** The bytes of a file on this device, from its beginning to its end, in slices that are read ahead. */
export function openFile(file: Blob, reading: FileReading): ByteSource {
  const slices = new SlicedFile(file, reading);
  return {
    read: (target) => slices.read(target),
    close: async () => slices.close(),
    ranges: { size: file.size, open: (from, to) => openFile(file.slice(from, to), reading) },
  };
}

class SlicedFile {
  readonly #file: Blob;
  readonly #reading: FileReading;
  readonly #ahead: Promise<Slice>[] = [];
  #next = 0;
  #current = new Uint8Array(0);
  #turn = performance.now();

  constructor(file: Blob, reading: FileReading) {
    this.#file = file;
    this.#reading = reading;
  }

  async read(target: Uint8Array): Promise<number> {
    await this.#takeTurn();
    if (this.#current.length === 0) {
      this.#readAhead();
      const slice = await this.#ahead.shift();
      if (slice === undefined) return 0;
      if ("error" in slice) throw slice.error;
      this.#current = slice.bytes;
      this.#readAhead();
    }
    const part = this.#current.subarray(0, target.length);
    target.set(part);
    this.#current = this.#current.subarray(part.length);
    return part.length;
  }

  close(): void {
    this.#ahead.length = 0;
    this.#current = new Uint8Array(0);
    this.#next = this.#file.size;
  }

  async #takeTurn(): Promise<void> {
    if (performance.now() - this.#turn > turnMs) {
      await this.#reading.pause();
      this.#turn = performance.now();
    }
    this.#reading.signal.throwIfAborted();
  }

  #readAhead(): void {
    while (this.#ahead.length < slicesAhead && this.#next < this.#file.size) {
      this.#ahead.push(readSlice(this.#file.slice(this.#next, this.#next + sliceBytes)));
      this.#next += sliceBytes;
    }
  }
}

type Slice = { bytes: Uint8Array<ArrayBuffer> } | { error: unknown };

/** Settles always: what went wrong is told where the bytes are needed. */
async function readSlice(slice: Blob): Promise<Slice> {
  try {
    return { bytes: new Uint8Array(await slice.arrayBuffer()) };
  } catch (error) {
    return { error: toFileError(error) };
  }
}

/** A file's first bytes. @throws AppError upload-gone when it cannot be read any more */
export async function readStart(file: Blob, bytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const slice = await readSlice(file.slice(0, bytes));
  if ("error" in slice) throw slice.error;
  return slice.bytes;
}

/** What a browser says of a file that it may not, or cannot, read any more. */
export function toFileError(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  const sentence = sentences[error.name];
  return sentence === undefined ? error : new AppError("upload-gone", sentence, { cause: error });
}

const sentences: Readonly<Record<string, string>> = {
  NotFoundError: "The file is not there any more. Was it moved or deleted? Drop it again.",
  NotReadableError: "The file cannot be read any more. Was it moved or changed? Drop it again.",
  NotAllowedError: "The browser may not read the file any more. Drop it again to allow it.",
  SecurityError: "The browser may not read the file any more. Drop it again to allow it.",
};
