import { cellType } from "../cell-type.ts";
import type { DialectOverrides } from "../dialect.ts";
import { typedShareOf, weighHeader } from "./column-types.ts";
import { type Trial, tryCandidate } from "./dialect-trial.ts";
import { filledCells } from "./find-layout.ts";
import type { KernelSample } from "./kernel-sample.ts";
import { readRows } from "./sample-rows.ts";
import type { SampleText } from "./sample-text.ts";
import type { Candidate } from "./sample-walker.ts";

/** In order of preference when nothing else decides. */
const delimiters = [",", "\t", ";", "|", "||", ", ", ":", "~", " "] as const;
const doubleQuote = 0x22;
const singleQuote = 0x27;
const backslash = 0x5c;
const space = 0x20;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** In so many records a quote has to wrap whole cells. */
const fewestQuoted = 2;
const fewOdd = 0.02;
const regularShare = 0.9;
const peekedRows = 200;
/** So much of a sample says in which order candidates are best tried. */
const glanceBytes = 6 * 1024;

export interface Choice {
  trial: Trial;
  /** Other plausible dialects, best first, as far as the glance went. */
  others: Trial[];
  /** How typed the cells are under the winner and under the best other one that has as few odd records; null without one. */
  tie: { winner: number; other: number } | null;
}

/** Delimiter, quote and escape jointly: the dialect under which the fewest records of the whole sample are odd. */
export function chooseDialect(sample: KernelSample, from: number, overrides: DialectOverrides, comment: number): Choice {
  const { text } = sample;
  const encoder = new TextEncoder();
  const wanted = overrides.delimiter;
  const found = (wanted === undefined ? delimiters : [wanted]).map((delimiter) => encoder.encode(delimiter));
  const candidates = wanted === undefined ? found.filter((delimiter) => holds(text, delimiter, from)) : found;
  const quote = overrides.quote === undefined ? doubleQuote : overrides.quote.charCodeAt(0) || -1;
  const escaping = quote === -1 ? -1 : overrides.escape ? overrides.escape.charCodeAt(0) : quote;
  const search = new Search(sample, from, candidates, wanted !== undefined);
  let best = search.pick(quote, escaping, comment);
  if (overrides.quote === undefined && mayQuoteSingly(text, from, candidates, best?.trial)) {
    const single = search.pick(singleQuote, overrides.escape ? escaping : singleQuote, comment);
    if (single && quotesSingly(single.trial, best?.trial)) best = single;
  }
  const chosen = best?.trial.candidate.quote ?? quote;
  if (overrides.escape === undefined && chosen !== -1 && best?.trial.odd !== 0 && holds(text, Uint8Array.of(backslash, chosen), from)) {
    const escaped = search.pick(chosen, backslash, comment);
    if (escaped && escaped.trial.odd < (best?.trial.odd ?? Number.POSITIVE_INFINITY)) best = escaped;
  }
  if (best) return best;
  const single: Candidate = { delimiter: new Uint8Array(0), quote, escape: escaping, comment };
  const trial = tryCandidate(sample, text, single, { from, maxOdd: Number.POSITIVE_INFINITY });
  if (trial === null) throw new RangeError("A trial without a bound gave up.");
  return { trial: { ...trial, width: 1, odd: trial.records - (trial.widths.get(1) ?? 0) }, others: search.others, tie: null };
}

/** Worth a try where double quotes wrap next to nothing, or leave many records odd, and some cell starts with a single one. */
function mayQuoteSingly(
  { bytes, length, occurs }: SampleText,
  from: number,
  delimiters: readonly Uint8Array[],
  double: Trial | undefined,
): boolean {
  if (double && double.quoted >= fewestQuoted && double.odd <= double.records * fewOdd) return false;
  if (occurs[singleQuote] === 0) return false;
  const before = new Set<number | undefined>([lineFeed, carriageReturn, ...delimiters.map((delimiter) => delimiter.at(-1))]);
  for (let at = bytes.indexOf(singleQuote, from); at !== -1 && at < length; at = bytes.indexOf(singleQuote, at + 1)) {
    if (at === from || before.has(bytes[at - 1])) return true;
  }
  return false;
}

function quotesSingly(single: Trial, double: Trial | undefined): boolean {
  if (single.quoted < fewestQuoted) return false;
  if (double === undefined) return true;
  return double.quoted < fewestQuoted ? single.odd <= double.odd : single.odd < double.odd / 2 && single.quoted > double.quoted;
}

function holds({ bytes, length, occurs }: SampleText, wanted: Uint8Array, from: number): boolean {
  const [first, second] = wanted;
  if (first === undefined || !wanted.every((byte) => occurs[byte] === 1)) return false;
  if (second === undefined) return true;
  for (let at = from; at + 1 < length; at++) if (bytes[at] === first && bytes[at + 1] === second) return true;
  return false;
}

class Search {
  others: Trial[] = [];
  readonly #sample: KernelSample;
  readonly #text: SampleText;
  readonly #from: number;
  readonly #delimiters: readonly Uint8Array[];
  readonly #wanted: boolean;

  constructor(sample: KernelSample, from: number, candidates: readonly Uint8Array[], wanted: boolean) {
    this.#sample = sample;
    this.#text = sample.text;
    this.#from = from;
    this.#delimiters = candidates;
    this.#wanted = wanted;
  }

  /** The best table under this quote; null when the text reads as one column. */
  pick(quote: number, escaping: number, comment: number): Choice | null {
    const candidates = this.#delimiters.map((delimiter) => ({ delimiter, quote, escape: escaping, comment }));
    if (this.#wanted) return this.#force(candidates);
    const glances = this.#glance(candidates);
    let best: Trial | null = null;
    let tie: Choice["tie"] = null;
    const complete: Trial[] = [];
    for (const { candidate } of glances) {
      if (candidate.delimiter[0] === space && best && best.odd <= best.records / 2) continue;
      const trial = this.#try(candidate, best?.odd ?? Number.POSITIVE_INFINITY);
      if (trial === null || !this.#isTable(trial)) continue;
      complete.push(trial);
      if (best === null || trial.odd < best.odd) {
        best = trial;
        tie = null;
        continue;
      }
      if (trial.odd > best.odd) continue;
      const winner = this.#breakTie(best, trial);
      if (winner.close) tie = winner.close;
      best = winner.trial;
    }
    const chosen = best;
    if (chosen === null) {
      this.others = glances.filter((trial) => trial.width > 1);
      return null;
    }
    const others = glances.filter((trial) => trial.candidate.delimiter !== chosen.candidate.delimiter && trial.width > 1);
    return { trial: chosen, others, tie };
  }

  #force(candidates: readonly Candidate[]): Choice | null {
    const [candidate] = candidates;
    if (candidate === undefined || candidate.delimiter.length === 0) return null;
    const trial = this.#try(candidate, Number.POSITIVE_INFINITY);
    return trial && { trial, others: [], tie: null };
  }

  /** The candidates by how they do at the beginning, the most regular first; the space last, since it gives way to any other. */
  #glance(candidates: readonly Candidate[]): Trial[] {
    const text = this.#text;
    const part = Math.min(text.length, this.#from + glanceBytes);
    const glanced: SampleText = part === text.length ? text : { ...text, length: part, complete: false };
    const trials = candidates.flatMap((candidate) => this.#try(candidate, Number.POSITIVE_INFINITY, glanced) ?? []);
    const rank = (trial: Trial) =>
      (trial.candidate.delimiter[0] === space ? 1 : 0) + (trial.records === 0 ? 0 : trial.odd / trial.records / 2);
    return trials.filter((trial) => trial.records > 0 || part < text.length).sort((a, b) => rank(a) - rank(b));
  }

  #try(candidate: Candidate, maxOdd: number, part = this.#text): Trial | null {
    return tryCandidate(this.#sample, part, candidate, { from: this.#from, maxOdd });
  }

  #breakTie(best: Trial, trial: Trial): { trial: Trial; close: Choice["tie"] } {
    const [short, long] = best.candidate.delimiter.length <= trial.candidate.delimiter.length ? [best, trial] : [trial, best];
    const isPair = long.candidate.delimiter.length > 1 && short.candidate.delimiter[0] === long.candidate.delimiter[0];
    if (isPair && !long.partial) return { trial: long, close: null };
    if (isPair && long.firstFields !== long.width) return { trial: short, close: null };
    const share = (one: Trial) => typedShareOf(this.#peek(one));
    const typed = { best: share(best), trial: share(trial) };
    const wins = typed.trial > typed.best || (typed.trial === typed.best && this.#order(trial) < this.#order(best));
    return wins
      ? { trial, close: { winner: typed.trial, other: typed.best } }
      : { trial: best, close: { winner: typed.best, other: typed.trial } };
  }

  #order(trial: Trial): number {
    return this.#delimiters.indexOf(trial.candidate.delimiter);
  }

  #peek(trial: Trial) {
    return readRows(this.#text, trial.candidate, this.#from, { count: peekedRows, width: trial.width });
  }

  /** Whether the text reads as several columns under this delimiter, rather than as one column that happens to hold it. */
  #isTable(trial: Trial): boolean {
    const { records, odd, width, split, firstFields, candidate } = trial;
    // A comma and a blank part cells only where every comma has its blank.
    if (candidate.delimiter.at(-1) === space && candidate.delimiter.length > 1 && trial.partial) return false;
    if (width < (candidate.delimiter[0] === space && candidate.delimiter.length === 1 ? 3 : 2)) return false;
    const mostlyRegular = odd <= records * (1 - regularShare);
    if (firstFields > 1) return mostlyRegular || split >= records / 2;
    const rows = this.#peek(trial);
    const delimiter = String.fromCharCode(...candidate.delimiter);
    const joined = rows.slice(1).filter(({ cells }) => cells.length > 1 && cellType(cells.join(delimiter)) !== "text");
    if (joined.length >= (rows.length - 1) * regularShare) return false;
    if (mostlyRegular) return true;
    const full = rows.findIndex((row) => row.cells.length === width && filledCells(row) > 1);
    const regular = rows.slice(full).filter((row) => row.cells.length === width).length;
    if (full === -1 || rows.length - full < 2 || regular < (rows.length - full) * regularShare) return false;
    return weighHeader(rows, full) !== "none";
  }
}
