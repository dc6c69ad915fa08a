import { AppError, isAppError } from "../app-error.ts";
import type { ObjectStore } from "../ports/object-store.ts";
import { formatBytes, formatCount } from "../words/format-number.ts";
import { answerFile, answerKey, markBytes, rowsPerMark } from "./answer-files.ts";
import type { StoredAnswer } from "./query.ts";
import type { QueryRef } from "./query-documents.ts";
import { toTextRow } from "./row-values.ts";

/** A page as long as this is cut: what carries answers carries 6 MB of them at most. As texts, values are twice as long at most. */
const mostPageBytes = { values: 4_000_000, text: 2_000_000 } as const;
const lineEnd = 0x0a;

export interface PageAsk {
  ref: QueryRef;
  answer: StoredAnswer;
  /** Of the whole answer. */
  rowCount: number;
  /** Rows before the page. */
  from: number;
  limit: number;
  as: "values" | "text";
  signal: AbortSignal;
}

/** Rows as JSON arrays, as they were stored: no number loses a digit. `next`: rows before the next page; null after the last. */
export interface Page {
  rows: string[];
  next: number | null;
}

type Objects = Pick<ObjectStore, "read">;

/**
 * Rows of an answer, read by two ranges at most.
 * @throws AppError not-found when they are not kept any more, query-too-large when a row alone is more than a page
 */
export async function readPage(objects: Objects, ask: PageAsk): Promise<Page> {
  const { rowCount, from, as } = ask;
  const to = Math.min(rowCount, from + ask.limit);
  if (from >= to) return { rows: [], next: from < rowCount ? from : null };
  try {
    const lines = await readLines(objects, ask, to);
    const next = from + lines.length;
    return { rows: as === "text" ? lines.map(toTextRow) : lines, next: next < rowCount ? next : null };
  } catch (error) {
    if (!isAppError(error) || error.code !== "upload-gone") throw error;
    throw new AppError("not-found", "The rows of this query are not kept any more. Run it again.", { cause: error });
  }
}

async function readLines(objects: Objects, ask: PageAsk, to: number): Promise<string[]> {
  const { ref, answer, signal } = ask;
  const { etag, versionId } = answer.rows;
  const range = await rangeOf(objects, ask, to);
  const mostBytes = mostPageBytes[ask.as];
  const lines = createLines({ from: ask.from, skipped: ask.from % rowsPerMark, most: to - ask.from, mostBytes });
  const key = answerKey(ref, answer.run, answerFile.rows);
  for await (const chunk of objects.read("results", key, { etag, versionId, signal, range })) if (lines.take(chunk)) break;
  return lines.kept;
}

/** The bytes in which the rows lie, and a few more before and behind them. */
async function rangeOf(objects: Objects, ask: PageAsk, to: number): Promise<{ from: number; to: number }> {
  const { answer, rowCount } = ask;
  const first = Math.floor(ask.from / rowsPerMark);
  const last = Math.ceil(to / rowsPerMark);
  const reachesEnd = last * rowsPerMark >= rowCount;
  if (first === 0 && reachesEnd) return { from: 0, to: answer.rows.size };
  const marks = await readMarks(objects, ask, first, last);
  return { from: marks[0] ?? 0, to: (reachesEnd ? undefined : marks.at(-1)) ?? answer.rows.size };
}

async function readMarks(objects: Objects, { ref, answer, signal }: PageAsk, first: number, last: number): Promise<number[]> {
  const { etag, versionId, size } = answer.marks;
  const range = { from: first * markBytes, to: Math.min(size, (last + 1) * markBytes) };
  const bytes = new Uint8Array(range.to - range.from);
  let filled = 0;
  const key = answerKey(ref, answer.run, answerFile.marks);
  for await (const chunk of objects.read("results", key, { etag, versionId, signal, range })) {
    bytes.set(chunk, filled);
    filled += chunk.length;
  }
  const view = new DataView(bytes.buffer);
  return Array.from({ length: bytes.length / markBytes }, (_, index) => Number(view.getBigUint64(index * markBytes, true)));
}

/** Takes whole lines out of chunks, after those that are skipped; of more bytes than a page has, the lines that fit. */
function createLines({ from, skipped, most, mostBytes }: { from: number; skipped: number; most: number; mostBytes: number }) {
  const decoder = new TextDecoder();
  const kept: string[] = [];
  let toSkip = skipped;
  let used = 0;
  let begun: Uint8Array[] = [];
  /** False when the line does not fit any more. */
  function keep(last: Uint8Array): boolean {
    const length = begun.reduce((sum, piece) => sum + piece.length, last.length);
    used += length + 1;
    if (used > mostBytes && kept.length > 0) return false;
    if (length > mostBytes) throw tooLong(from, mostBytes);
    kept.push(begun.map((piece) => decoder.decode(piece, { stream: true })).join("") + decoder.decode(last));
    begun = [];
    return kept.length < most;
  }
  return {
    kept,
    /** Answers whether the page is full. */
    take(chunk: Uint8Array): boolean {
      let start = 0;
      for (let end = chunk.indexOf(lineEnd); end !== -1; end = chunk.indexOf(lineEnd, start)) {
        if (toSkip > 0) toSkip -= 1;
        else if (!keep(chunk.subarray(start, end))) return true;
        start = end + 1;
      }
      if (toSkip === 0 && start < chunk.length) begun.push(chunk.slice(start));
      return false;
    },
  };
}

function tooLong(row: number, mostBytes: number): AppError {
  const place = `Row ${formatCount(row + 1)} of the answer`;
  const message = `${place} is longer than ${formatBytes(mostBytes)}, which is too long to be shown. Download the answer as a file.`;
  return new AppError("query-too-large", message);
}
