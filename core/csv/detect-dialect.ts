import { cellType } from "./cell-type.ts";
import type { Dialect, DialectOverrides, LineEnd } from "./dialect.ts";
import { countPreamble } from "./preamble.ts";
import { sampleRecords } from "./sample-records.ts";

/** In order of preference when nothing else decides. */
const delimiters = [",", "\t", ";", "|", "||", ", ", ":", "~", " "] as const;
const maxSampledRecords = 5000;
const typedRecords = 200;
const regularShare = 0.9;

interface Trial {
  dialect: Dialect;
  /** What stands below the preamble. */
  rows: string[][];
  preamble: number;
  /** Records of another width than the most frequent one above 1, or with a faulty quote. */
  odd: number;
  width: number;
  /** Cells that were quoted as a whole. */
  quotedRecords: number;
}

/** Delimiter, quote and escape of a text, jointly: the dialect under which the fewest records are odd. */
export function detectDialect(text: string, complete: boolean, overrides: DialectOverrides): Dialect {
  const lineEnd = detectLineEnd(text);
  const wanted = overrides.delimiter;
  const candidates = wanted === undefined ? delimiters.filter((delimiter) => text.includes(delimiter)) : [wanted];
  const tryAll = (quote: string, escaping: string): Trial[] =>
    candidates.map((delimiter) => tryDialect(text, complete, { delimiter, quote, escape: escaping, comment: "", lineEnd }));
  const quote = overrides.quote ?? '"';
  const escaping = overrides.escape || quote;
  const trials = tryAll(quote, escaping);
  let best = wanted === undefined ? pickTrial(trials) : (trials[0] ?? null);
  if (overrides.quote === undefined && !trials.some((trial) => trial.quotedRecords > 0) && text.includes("'")) {
    const single = tryAll("'", overrides.escape || "'");
    const other = wanted === undefined ? pickTrial(single) : (single[0] ?? null);
    if (other && other.quotedRecords >= 2) best = other;
  }
  if (best === null) return { delimiter: "", quote, escape: escaping, comment: "", lineEnd };
  if (overrides.escape === undefined && best.odd > 0 && text.includes(`\\${best.dialect.quote}`)) {
    const escaped = tryDialect(text, complete, { ...best.dialect, escape: "\\" });
    if (escaped.odd < best.odd) return escaped.dialect;
  }
  return best.dialect;
}

function detectLineEnd(text: string): LineEnd {
  let carriageReturns = 0;
  let pairs = 0;
  let lineFeeds = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    if (at > 0 && text.charCodeAt(at - 1) === 13) pairs++;
    else lineFeeds++;
  }
  for (let at = text.indexOf("\r"); at !== -1; at = text.indexOf("\r", at + 1)) {
    if (text.charCodeAt(at + 1) !== 10) carriageReturns++;
  }
  if (carriageReturns > pairs + lineFeeds) return "cr";
  return pairs > lineFeeds ? "crlf" : "lf";
}

function tryDialect(text: string, complete: boolean, dialect: Dialect): Trial {
  const sample = sampleRecords(text, complete, dialect, maxSampledRecords);
  const { faults, quoted } = sample;
  const width = modalWidth(sample.rows);
  const preamble = countPreamble(sample.rows, width);
  const rows = sample.rows.slice(preamble);
  const odd = rows.reduce((count, row) => count + (row.length === width ? 0 : 1), 0) + faults;
  return { dialect, rows, preamble, odd, width, quotedRecords: quoted };
}

/** The most frequent width of 2 or more; the wider one of a tie. 0 when nothing is ever split. */
export function modalWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) if (row.length >= 2) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let modal = 0;
  let most = 0;
  for (const [width, count] of counts) {
    if (count > most || (count === most && width > modal)) {
      modal = width;
      most = count;
    }
  }
  return modal;
}

function pickTrial(trials: readonly Trial[]): Trial | null {
  const plausible = trials.filter(isTable);
  const withoutSpace = plausible.filter((trial) => trial.dialect.delimiter !== " ");
  const others = withoutSpace.some((trial) => trial.odd <= trial.rows.length / 2) ? withoutSpace : plausible;
  let best: Trial | null = null;
  for (const trial of others) {
    if (trial.dialect.delimiter === ", " && !everyCommaHasOneSpace(trials)) continue;
    if (best === null || isBetter(trial, best)) best = trial;
  }
  return best;
}

/** Whether the text reads as several columns under this delimiter, rather than as one column that happens to hold it. */
function isTable({ rows, odd, width, dialect }: Trial): boolean {
  if (width < (dialect.delimiter === " " ? 3 : 2)) return false;
  const headerIsSplit = (rows[0]?.length ?? 0) >= 2;
  const below = rows.slice(1, typedRecords);
  const typed = below.filter((row) => row.length === 2 && cellType(row.join(dialect.delimiter)) !== "text");
  if (!headerIsSplit && below.length > 0 && typed.length >= below.length * regularShare) return false;
  if (odd <= rows.length * (1 - regularShare)) return true;
  return headerIsSplit && rows.filter((row) => row.length >= 2).length >= rows.length / 2;
}

function isBetter(trial: Trial, best: Trial): boolean {
  const prefersPair = trial.dialect.delimiter.startsWith(best.dialect.delimiter) && trial.dialect.delimiter !== best.dialect.delimiter;
  const difference = trial.odd + trial.preamble - (best.odd + best.preamble);
  if (difference !== 0) return difference < 0;
  if (prefersPair) return true;
  return typedShare(trial) > typedShare(best);
}

function typedShare({ rows }: Trial): number {
  let typed = 0;
  let cells = 0;
  for (const row of rows.slice(0, typedRecords)) {
    for (const cell of row) {
      cells++;
      if (cellType(cell) !== "text") typed++;
    }
  }
  return cells === 0 ? 0 : typed / cells;
}

function everyCommaHasOneSpace(trials: readonly Trial[]): boolean {
  const comma = trials.find((trial) => trial.dialect.delimiter === ",");
  return comma?.rows.every((row) => row.every((cell, index) => index === 0 || /^ (?! )/.test(cell))) ?? false;
}
