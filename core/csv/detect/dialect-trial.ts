import type { SampleText } from "./sample-text.ts";
import { type Candidate, SampleWalker } from "./sample-walker.ts";

/** What a sample looks like under one dialect. Blank and comment lines do not count. */
export interface Trial {
  candidate: Candidate;
  records: number;
  /** The most frequent number of cells above one, in records without a faulty quote; 0 when nothing is ever split. */
  width: number;
  /** Records of another width, or with a faulty quote. */
  odd: number;
  /** Records of more than one cell. */
  split: number;
  /** Records in which whole cells are quoted. */
  quoted: number;
  /** Cells of the first record. */
  firstFields: number;
  /** A part of the delimiter stands alone somewhere: the longer delimiter is not the whole truth. */
  partial: boolean;
  /** How many sound records have each width. */
  widths: Map<number, number>;
}

/** Null as soon as more than `maxOdd` records are odd. */
export function tryCandidate(text: SampleText, candidate: Candidate, from: number, maxOdd: number): Trial | null {
  const walker = new SampleWalker(text, candidate);
  const widths = new Map<number, number>();
  const trial: Trial = { candidate, records: 0, width: 0, odd: 0, split: 0, quoted: 0, firstFields: 0, partial: false, widths };
  let most = 0;
  let width = 0;
  let count = 0;
  for (let at = from; walker.advance(at); at = walker.next) {
    if (walker.kind !== "record") continue;
    if (trial.records++ === 0) trial.firstFields = walker.fields;
    if (walker.fields > 1) trial.split++;
    if (walker.quoted > 0) trial.quoted++;
    if (walker.damaged || walker.stray) {
      if (trial.records - most > maxOdd) return null;
      continue;
    }
    if (walker.fields !== width) {
      if (width > 0) widths.set(width, count);
      width = walker.fields;
      count = widths.get(width) ?? 0;
    }
    count++;
    if (width > 1 && count > most) most = count;
    else if (trial.records - most > maxOdd) return null;
  }
  if (width > 0) widths.set(width, count);
  trial.partial = walker.partial;
  trial.width = modalWidth(widths, trial.firstFields);
  trial.odd = trial.records - (widths.get(trial.width) ?? 0);
  if (trial.width < 2) trial.odd = trial.records;
  return trial;
}

/** The most frequent width above one; of a tie, that of the first record, else the wider one. 0 when there is none. */
function modalWidth(widths: ReadonlyMap<number, number>, first: number): number {
  let modal = 0;
  let most = 0;
  for (const [width, count] of widths) {
    if (width < 2 || count < most) continue;
    if (count > most || width === first || (modal !== first && width > modal)) {
      modal = width;
      most = count;
    }
  }
  return modal;
}
