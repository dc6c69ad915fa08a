import type { KernelSample } from "./kernel-sample.ts";
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

/** Null as soon as more than `maxOdd` records are odd. `part` is what of the sample is tried. */
export function tryCandidate(sample: KernelSample, part: SampleText, candidate: Candidate, options: TrialOptions): Trial | null {
  const walker = new SampleWalker(part, candidate);
  const tally = new Tally(candidate, options.maxOdd);
  const byKernel = sample.knows(candidate);
  const take = (fields: number, quoted: boolean) => tally.take(fields, quoted, true);
  for (let at = options.from; ; at = walker.next) {
    if (byKernel) at = sample.scan(part, candidate, at, take);
    if (at === -1) return null;
    if (!walker.advance(at)) return tally.finish(walker.partial);
    if (walker.kind === "record" && !tally.take(walker.fields, walker.quoted > 0, !walker.damaged && !walker.stray)) return null;
  }
}

export interface TrialOptions {
  from: number;
  maxOdd: number;
}

class Tally {
  readonly #trial: Trial;
  readonly #maxOdd: number;
  #most = 0;
  /** The width of the last sound record, and how many had it so far. */
  #width = 0;
  #count = 0;

  constructor(candidate: Candidate, maxOdd: number) {
    const widths = new Map<number, number>();
    this.#trial = { candidate, records: 0, width: 0, odd: 0, split: 0, quoted: 0, firstFields: 0, partial: false, widths };
    this.#maxOdd = maxOdd;
  }

  /** False when too many records are odd. */
  take(fields: number, quoted: boolean, sound: boolean): boolean {
    const trial = this.#trial;
    if (trial.records++ === 0) trial.firstFields = fields;
    if (fields > 1) trial.split++;
    if (quoted) trial.quoted++;
    if (sound) {
      if (fields !== this.#width) this.#turnTo(fields);
      this.#count++;
      if (fields > 1 && this.#count > this.#most) {
        this.#most = this.#count;
        return true;
      }
    }
    return trial.records - this.#most <= this.#maxOdd;
  }

  finish(partial: boolean): Trial {
    const trial = this.#trial;
    this.#turnTo(0);
    trial.partial = partial;
    trial.width = modalWidth(trial.widths, trial.firstFields);
    trial.odd = trial.records - (trial.widths.get(trial.width) ?? 0);
    return trial;
  }

  #turnTo(width: number): void {
    const { widths } = this.#trial;
    if (this.#width > 0) widths.set(this.#width, this.#count);
    this.#width = width;
    this.#count = widths.get(width) ?? 0;
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
