import { AppError, isAppError } from "#core/app-error";
import type { FilesTableWriter } from "#core/ports/engine";
import type { ObjectStore } from "#core/ports/object-store";
import type { LakeFile } from "#core/ports/query-engine";
import type { FooterCache } from "./footer-cache.ts";
import { type ByteRange, columnRanges, footerBytes } from "./parquet-ranges.ts";

/** Requests under way. */
const atOnce = 16;
/** A smaller file comes as a whole: its parts would cost more requests than bytes. */
const wholeBytes = 256 * 1024;
/** Most footers are smaller; a larger one costs a second request. */
const endBytes = 32 * 1024;
/** One request's part of a column that is long. */
const pieceBytes = 8 * 1024 * 1024;
/** So much is written to the disk at a time. */
const blockBytes = 1024 * 1024;

interface ReaderOptions {
  objects: Pick<ObjectStore, "read">;
  footers: FooterCache;
  maxBytes: number;
  signal: AbortSignal;
  /** Told with the bytes read so far. */
  read(bytes: number): void;
}

export interface LakeReader {
  /** Puts into a table's files what these columns need: null for all. @throws AppError query-too-large, unavailable */
  fetch(files: readonly LakeFile[], columns: ReadonlySet<string> | null, writer: Pick<FilesTableWriter, "fill">): Promise<void>;
}

interface Piece extends ByteRange {
  file: number;
}

/** What one query reads from storage. */
export function createLakeReader(options: ReaderOptions): LakeReader {
  let total = 0;
  let wanted = 0;
  const stopping = new AbortController();
  const signal = AbortSignal.any([options.signal, stopping.signal]);

  async function* chunksOf(file: LakeFile, range: ByteRange): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of options.objects.read("lake", file.key, { etag: file.etag, signal, range })) {
        total += chunk.length;
        options.read(total);
        yield chunk;
      }
    } catch (error) {
      throw isAppError(error) && error.code === "upload-gone" ? gone(error) : error;
    }
  }

  /** Its end, with the footer in it. */
  async function readEnd(file: LakeFile): Promise<Uint8Array> {
    const known = options.footers.get(file);
    if (known) return known;
    const guess = file.size <= wholeBytes ? file.size : endBytes;
    let end = await gather(chunksOf(file, { from: file.size - guess, to: file.size }));
    const needed = Math.min(file.size, footerBytes(end));
    if (needed > end.length) {
      const rest = await gather(chunksOf(file, { from: file.size - needed, to: file.size - end.length }));
      end = Buffer.concat([rest, end]);
    }
    if (file.size > wholeBytes) options.footers.set(file, end);
    return end;
  }

  /** Stops what others do once one has failed. */
  async function each<Item>(items: readonly Item[], take: (item: Item, index: number) => Promise<void>): Promise<void> {
    const entries = items.entries();
    const work = async () => {
      for (const [index, item] of entries) {
        signal.throwIfAborted();
        await take(item, index);
      }
    };
    const workers = Array.from({ length: Math.min(atOnce, items.length) }, work);
    try {
      await Promise.all(workers);
    } catch (error) {
      stopping.abort(error);
      await Promise.allSettled(workers);
      throw error;
    }
  }

  return {
    async fetch(files, columns, writer) {
      const pieces: Piece[] = [];
      await each(files, async (file, index) => {
        const end = await readEnd(file);
        const start = file.size - end.length;
        await writer.fill(index, start, end);
        const ranges = columns === null ? [{ from: 0, to: start }] : columnRanges(end, columns, start);
        for (const range of ranges) pieces.push(...inPieces(range).map((piece) => ({ ...piece, file: index })));
      });
      wanted += pieces.reduce((sum, { from, to }) => sum + to - from, 0);
      requireRoom(total + wanted, options.maxBytes);
      await each(pieces, async ({ file, ...range }) => {
        const from = files[file];
        if (from) await copy(chunksOf(from, range), (at, bytes) => writer.fill(file, range.from + at, bytes));
      });
      wanted = 0;
    },
  };
}

function inPieces({ from, to }: ByteRange): ByteRange[] {
  const count = Math.ceil((to - from) / pieceBytes);
  return Array.from({ length: count }, (_, index) => ({
    from: from + index * pieceBytes,
    to: Math.min(to, from + (index + 1) * pieceBytes),
  }));
}

async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const gathered: Uint8Array[] = [];
  for await (const chunk of chunks) gathered.push(chunk);
  return Buffer.concat(gathered);
}

async function copy(chunks: AsyncIterable<Uint8Array>, write: (at: number, bytes: Uint8Array) => Promise<void>): Promise<void> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  let at = 0;
  const flush = async () => {
    await write(at, waiting.length === 1 && waiting[0] ? waiting[0] : Buffer.concat(waiting));
    at += bytes;
    waiting = [];
    bytes = 0;
  };
  for await (const chunk of chunks) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes >= blockBytes) await flush();
  }
  if (bytes > 0) await flush();
}

function gone(cause: unknown): AppError {
  const message = "A file of a table was replaced or removed while the query read it. Run the query again.";
  return new AppError("unavailable", message, { retryable: true, cause });
}

/** @throws AppError query-too-large */
function requireRoom(bytes: number, maxBytes: number): void {
  if (bytes <= maxBytes) return;
  const gigabytes = (size: number) => `${(size / 1e9).toFixed(1)} GB`;
  const sizes = `This query would fetch ${gigabytes(bytes)}, and one run has room for ${gigabytes(maxBytes)}.`;
  throw new AppError("query-too-large", `${sizes} Narrow its time, name fewer columns, or run it on Athena.`);
}
