import { analyse } from "chardet";

const usual = "windows-1252";
/** Enough of what is not ASCII for statistics of letters. */
const evidenceBytes = 64 * 1024;
const longestLine = 1024;
/** What statistics of letters must reach to be heard, and what they say of pairs of bytes where they know nothing is 10. */
const minLetters = 25;
const minPairs = 50;
const pairs = new Set(["shift_jis", "euc-jp", "euc-kr", "big5", "gb18030"]);

/** The encoding of text that is not Unicode: what its letters speak for, else windows-1252. */
export function guessLegacyEncoding(sample: Uint8Array): { name: string; confidence: number } {
  const evidence = linesWithLetters(sample);
  const guesses = analyse(evidence).map(({ name, confidence }) => ({ name: labelOf(name), confidence }));
  const usualConfidence = guesses.find((guess) => guess.name === usual)?.confidence ?? 0;
  const better = guesses.find(
    ({ name, confidence }) =>
      name !== null && confidence > usualConfidence && confidence >= (pairs.has(name) ? minPairs : minLetters) && decodes(name, evidence),
  );
  return { name: better?.name ?? usual, confidence: (better?.confidence ?? usualConfidence) / 100 };
}

function labelOf(name: string): string | null {
  try {
    const label = new TextDecoder(name).encoding;
    return /^(utf|iso-2022)/.test(label) ? null : label;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A few bytes may be broken; more of them speak against the encoding. */
function decodes(name: string, evidence: Uint8Array): boolean {
  const faults = new TextDecoder(name).decode(evidence).match(/\ufffd/g)?.length ?? 0;
  return faults <= evidence.length / 1000;
}

/** Only lines with other bytes than ASCII say anything, and statistics of the whole sample would take long. */
function linesWithLetters(sample: Uint8Array): Uint8Array {
  const lines = new Uint8Array(evidenceBytes);
  let filled = 0;
  let lineStart = 0;
  for (let at = 0; at < sample.length && filled < evidenceBytes; at++) {
    const byte = sample[at] ?? 0;
    if (byte === 0x0a || byte === 0x0d) lineStart = at + 1;
    if (byte < 0x80) continue;
    const end = lineEnd(sample, at);
    const line = sample.subarray(lineStart, Math.min(end, lineStart + evidenceBytes - filled));
    lines.set(line, filled);
    filled += line.length;
    at = end - 1;
    lineStart = end;
  }
  return lines.subarray(0, filled);
}

function lineEnd(sample: Uint8Array, from: number): number {
  const last = Math.min(sample.length, from + longestLine);
  for (let at = from; at < last; at++) if (sample[at] === 0x0a || sample[at] === 0x0d) return at + 1;
  return last;
}
