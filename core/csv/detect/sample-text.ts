import type { LineEnd } from "../dialect.ts";

const lineFeed = 10;
const carriageReturn = 13;

/** The beginning of a file as detection sees it. */
export interface SampleText {
  /** The sample and a line feed after it, so that a search for a line end always finds one. */
  bytes: Uint8Array;
  length: number;
  /** Whether nothing follows. */
  complete: boolean;
  lineEnd: LineEnd;
  /** For each byte value, 1 if it occurs. */
  occurs: Uint8Array;
}

/** `bytes` holds the sample and has room for one byte more. */
export function createSampleText(bytes: Uint8Array, complete: boolean): SampleText {
  const length = bytes.length - 1;
  bytes[length] = lineFeed;
  const occurs = new Uint8Array(256);
  for (let at = 0; at < length; at++) occurs[bytes[at] as number] = 1;
  const lineEnd = occurs[carriageReturn] === 1 ? detectLineEnd(bytes.subarray(0, length)) : "lf";
  return { bytes, length, complete, lineEnd, occurs };
}

function detectLineEnd(sample: Uint8Array): LineEnd {
  let pairs = 0;
  let alone = 0;
  for (let at = sample.indexOf(carriageReturn); at !== -1; at = sample.indexOf(carriageReturn, at + 1)) {
    if (sample[at + 1] === lineFeed) pairs++;
    else alone++;
  }
  let feeds = 0;
  for (const byte of sample) if (byte === lineFeed) feeds++;
  if (alone > feeds) return "cr";
  return pairs > feeds - pairs ? "crlf" : "lf";
}

/** Where the physical line that holds `from` ends, without its line end. */
export function findLineEnd({ bytes, length, lineEnd }: SampleText, from: number): number {
  let end = from;
  if (lineEnd === "cr") {
    while (end < length && bytes[end] !== lineFeed && bytes[end] !== carriageReturn) end++;
    return end;
  }
  end = Math.min(bytes.indexOf(lineFeed, from), length);
  return end > from && end < length && bytes[end - 1] === carriageReturn ? end - 1 : end;
}

/** Where the next line starts, given where one ends. */
export function skipLineEnd({ bytes, length }: SampleText, end: number): number {
  if (end >= length) return length;
  return bytes[end] === carriageReturn && bytes[end + 1] === lineFeed && end + 1 < length ? end + 2 : end + 1;
}

/** Ends of physical lines in [from, to). */
export function countLineEnds(text: SampleText, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; ) {
    const end = findLineEnd(text, at);
    at = skipLineEnd(text, end);
    if (end < text.length && at <= to) count++;
  }
  return count;
}
