import type { KernelSample, RunTaker } from "./kernel-sample.ts";
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

const longScan = 8;
const longestStride = 256;

/** Null as soon as more than `maxOdd` records are odd. `part` is what of the sample is tried. */
export function tryCandidate(sample: KernelSample, part: SampleText, candidate: Candidate, options: TrialOptions): Trial | null {
  const walker = new SampleWalker(part, candidate);
  const tally = new Tally(candidate, options.maxOdd);
  const byKernel = sample.knows(candidate);
  // A scan that is broken off at once is not worth its start: after each such one, twice as many records are walked.
  let walks = 0;
  let stride = 1;
  for (let at = options.from; ; at = walker.next) {
    if (byKernel && walks-- === 0) {
      const before = tally.records;
      at = sample.scan(part, candidate, at, tally);
      stride = tally.records - before >= longScan ? 1 : Math.min(2 * stride, longestStride);
      walks = stride - 1;
    }
    if (at === -1) return null;
    if (!walker.advance(at)) return tally.finish(walker.partial);
    if (walker.kind !== "record") continue;
    if (walker.quoted > 0) tally.quoted++;
    const wanted = walker.damaged || walker.stray ? tally.takeFaulty(walker.fields) : tally.take(walker.fields, 1);
    if (!wanted) return null;
  }
}

export interface TrialOptions {
  from: number;
  maxOdd: number;
}

class Tally implements RunTaker {
  records = 0;
  quoted = 0;
  readonly #candidate: Candidate;
  readonly #maxOdd: number;
  readonly #widths = new Map<number, number>();
  #split = 0;
  #firstFields = 0;
  #most = 0;

  constructor(candidate: Candidate, maxOdd: number) {
    this.#candidate = candidate;
    this.#maxOdd = maxOdd;
  }

  /** False when too many records are odd. */
  take(fields: number, records: number): boolean {
    const count = (this.#widths.get(fields) ?? 0) + records;
    this.#widths.set(fields, count);
    if (fields > 1 && count > this.#most) this.#most = count;
    return this.#pass(fields, records);
  }

  /** A record with a faulty quote is odd, whatever its width. */
  takeFaulty(fields: number): boolean {
    return this.#pass(fields, 1);
  }

  finish(partial: boolean): Trial {
    const widths = this.#widths;
    const width = modalWidth(widths, this.#firstFields);
    return {
      candidate: this.#candidate,
      records: this.records,
      width,
      odd: this.records - (widths.get(width) ?? 0),
      split: this.#split,
      quoted: this.quoted,
      firstFields: this.#firstFields,
      partial,
      widths,
    };
  }

  #pass(fields: number, records: number): boolean {
    if (this.records === 0) this.#firstFields = fields;
    this.records += records;
    if (fields > 1) this.#split += records;
    return this.records - this.#most <= this.#maxOdd;
  }
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
