import { analyse } from "chardet";

const usual = "windows-1252";
/** Enough of what is not ASCII for statistics of letters. */
const evidenceBytes = 64 * 1024;
const longestCell = 1024;
/** Fewer bytes that are not ASCII say nothing. */
const minOtherBytes = 6;
/** What statistics of letters must reach to be heard; what they say of pairs of bytes where they know nothing is 10. */
const minLetters = 20;
const minPairs = 50;
const pairs = new Set(["shift_jis", "euc-jp", "euc-kr", "big5", "gb18030"]);

/** The encoding of text that is not Unicode: what its letters speak for, else windows-1252. */
export function guessLegacyEncoding(sample: Uint8Array): { name: string; confidence: number } {
  const { evidence, others, isUsual } = findEvidence(sample);
  const guesses = analyse(evidence).flatMap(({ name, confidence }) => {
    const label = labelOf(name);
    return label === null ? [] : [{ name: label, confidence }];
  });
  const usualConfidence = isUsual ? (guesses.find(({ name }) => name === usual)?.confidence ?? 0) : -1;
  const better = guesses.find(({ name, confidence }) => {
    if (name === usual || confidence <= usualConfidence || !decodes(name, evidence)) return false;
    return !isUsual || (others >= minOtherBytes && confidence >= (pairs.has(name) ? minPairs : minLetters));
  });
  return { name: better?.name ?? usual, confidence: (better?.confidence ?? Math.max(usualConfidence, 0)) / 100 };
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

interface Evidence {
  evidence: Uint8Array;
  /** Bytes of it that are not ASCII. */
  others: number;
  /** Whether it can be windows-1252, in which five bytes are no character. */
  isUsual: boolean;
}

/**
 * The cells with other bytes than ASCII, a line each: the rest says nothing, and its words would speak for English. The bytes
 * that part cells here are never the second of a pair.
 */
function findEvidence(sample: Uint8Array): Evidence {
  const cells = new Uint8Array(evidenceBytes);
  let filled = 0;
  let others = 0;
  let isUsual = true;
  let cellStart = 0;
  for (let at = 0; at < sample.length && filled < evidenceBytes; at++) {
    const byte = sample[at] ?? 0;
    if (partsCells(byte)) cellStart = at + 1;
    if (byte < 0x80) continue;
    const end = cellEnd(sample, at);
    const cell = sample.subarray(cellStart, Math.min(end, cellStart + evidenceBytes - 1 - filled));
    cells.set(cell, filled);
    cells[filled + cell.length] = 0x0a;
    filled += cell.length + 1;
    for (const other of cell) {
      if (other >= 0x80) others++;
      if (other === 0x81 || other === 0x8d || other === 0x8f || other === 0x90 || other === 0x9d) isUsual = false;
    }
    at = end - 1;
    cellStart = end;
  }
  return { evidence: cells.subarray(0, filled), others, isUsual };
}

/** Control bytes, quotes, commas and semicolons. */
function partsCells(byte: number): boolean {
  return byte < 0x20 || byte === 0x22 || byte === 0x27 || byte === 0x2c || byte === 0x3b;
}

function cellEnd(sample: Uint8Array, from: number): number {
  const last = Math.min(sample.length, from + longestCell);
  for (let at = from; at < last; at++) if (partsCells(sample[at] ?? 0)) return at;
  return last;
}
