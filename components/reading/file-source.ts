import { AppError } from "#core/app-error";
import type { ByteSource } from "#core/csv/index";

const sliceBytes = 2 * 1024 * 1024;
/** While one slice is scanned so many are on their way. */
const slicesAhead = 3;
/** Whoever works longer hears nothing of being cancelled, and says nothing of how far it is. */
const turnMs = 20;

/** Room for the worker's other messages. */
export type Pause = () => Promise<void>;

/** The bytes of a file on this device, from its beginning to its end, in pieces that are read ahead. */
export function openFile(file: Blob & { name?: string }, { signal, pause }: { signal: AbortSignal; pause: Pause }): ByteSource {
  const slices: Promise<Slice>[] = [];
  let next = 0;
  let current = new Uint8Array(0);
  let turn = performance.now();
  const fill = () => {
    while (slices.length < slicesAhead && next < file.size) {
      slices.push(readSlice(file.slice(next, next + sliceBytes)));
      next += sliceBytes;
    }
  };
  return {
    async read(target) {
      if (performance.now() - turn > turnMs) {
        await pause();
        turn = performance.now();
      }
      signal.throwIfAborted();
      if (current.length === 0) {
        fill();
        const slice = await slices.shift();
        if (slice === undefined) return 0;
        if ("error" in slice) throw slice.error;
        signal.throwIfAborted();
        current = slice.bytes;
        fill();
      }
      const part = current.subarray(0, target.length);
      target.set(part);
      current = current.subarray(part.length);
      return part.length;
    },
    async close() {
      slices.length = 0;
      current = new Uint8Array(0);
      next = file.size;
    },
  };
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
  switch (error.name) {
    case "NotFoundError":
      return new AppError("upload-gone", "The file is not there any more. Was it moved or deleted? Drop it again.", { cause: error });
    case "NotReadableError":
      return new AppError("upload-gone", "The file cannot be read any more. Was it moved or changed? Drop it again.", { cause: error });
    case "NotAllowedError":
    case "SecurityError":
      return new AppError("upload-gone", "The browser may not read the file any more. Drop it again to allow it.", { cause: error });
    default:
      return error;
  }
}
