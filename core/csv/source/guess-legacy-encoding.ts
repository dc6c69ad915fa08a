import { analyse } from "chardet";

const usual = "windows-1252";
/** Enough of what is not ASCII for statistics of letters. */
const evidenceBytes = 64 * 1024;
const longestCell = 1024;
/** Fewer bytes that are not ASCII say nothing. */
const minOtherBytes = 6;
const fewBytesConfidence = 0.3;
/** Letters of Western Europe stand alone among ASCII ones; with these shares of them the usual encoding is as good as sure. */
const aloneShare = 0.6;
const letterShare = 0.8;
const westernConfidence = 0.6;
/** What statistics of letters must reach to be heard; what they say of pairs of bytes where they know nothing is 0.1. */
const minLetters = 0.2;
const minPairs = 0.5;
/** In the order in which they are thought of where only bytes speak, which are those that Shift_JIS has and the others hardly. */
const pairs = ["shift_jis", "gb18030", "big5", "euc-jp", "euc-kr"];

/** The encoding of text that is not Unicode: what its letters speak for, else windows-1252 unless it cannot be. */
export function guessLegacyEncoding(sample: Uint8Array): { name: string; confidence: number } {
  const { evidence, others } = findEvidence(sample);
  const guesses = analyse(evidence).flatMap(({ name, confidence }) => {
    const label = labelOf(name);
    return label === null ? [] : [{ name: label, confidence: confidence / 100 }];
  });
  const isUsual = decodes(usual, evidence);
  const told = guesses.find(({ name }) => name === usual)?.confidence ?? 0;
  const usualConfidence = isUsual && isWestern(evidence) ? Math.max(told, westernConfidence) : told;
  const better = guesses.find(
    ({ name, confidence }) =>
      name !== usual &&
      others >= minOtherBytes &&
      confidence >= (pairs.includes(name) ? minPairs : minLetters) &&
      (confidence > usualConfidence || !isUsual) &&
      decodes(name, evidence),
  );
  if (better) return better;
  if (isUsual) return { name: usual, confidence: others < minOtherBytes ? Math.max(usualConfidence, fewBytesConfidence) : usualConfidence };
  return { name: pairs.find((name) => decodes(name, evidence)) ?? usual, confidence: 0.1 };
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

/** A few bytes may be broken; more of them speak against the encoding. Nobody writes C1 controls: they are bytes without a meaning. */
function decodes(name: string, evidence: Uint8Array): boolean {
  const faults = new TextDecoder(name).decode(evidence).match(/[\ufffd\u0080-\u009f]/g)?.length ?? 0;
  return faults <= evidence.length / 1000;
}

/** Whether the letters that are not ASCII are letters in the usual encoding, and mostly stand alone. */
function isWestern(evidence: Uint8Array): boolean {
  const text = new TextDecoder(usual).decode(evidence);
  const others = text.match(/\P{ASCII}/gu)?.length ?? 0;
  const letters = text.match(/[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0152\u0153\u20ac\u2013-\u201e]/g)?.length ?? 0;
  const alone = text.match(/(?<!\P{ASCII})\P{ASCII}(?!\P{ASCII})/gu)?.length ?? 0;
  return others > 0 && letters >= others * letterShare && alone >= others * aloneShare;
}

interface Evidence {
  evidence: Uint8Array;
  /** Bytes of it that are not ASCII. */
  others: number;
}

/**
 * The cells with other bytes than ASCII, a line each: the rest says nothing, and its words would speak for English. The bytes
 * that part cells here are never the second of a pair.
 */
function findEvidence(sample: Uint8Array): Evidence {
  const cells = new Uint8Array(evidenceBytes);
  let filled = 0;
  let others = 0;
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
    for (const other of cell) if (other >= 0x80) others++;
    at = end - 1;
    cellStart = end;
  }
  return { evidence: cells.subarray(0, filled), others };
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
