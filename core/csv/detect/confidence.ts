import type { LineEnd } from "../dialect.ts";
import { toDialect } from "./candidate-dialect.ts";
import type { Choice } from "./choose-dialect.ts";
import type { Trial } from "./dialect-trial.ts";
import type { Alternative } from "./table-plan.ts";

const maxAlternatives = 4;
/** Below this share of regular records hardly anything speaks for a dialect. */
const weakShare = 0.5;
/** One column is doubtful where so many lines would have the same number of cells under a delimiter, and at least so many. */
const rivalShare = 0.5;
const rivalColumns = 3;
/** Two readings whose cells are typed alike, within this share, are close. */
const closeShare = 0.05;

export interface Confidence {
  confidence: number;
  alternatives: Alternative[];
  /** Why the user should look at it; null when nothing speaks against it. */
  doubt: string | null;
}

/** How sure the dialect is; doubtful when another reading is as regular and hardly less typed, or when the table is mostly irregular. */
export function weighChoice({ trial, others, tie }: Choice, lineEnd: LineEnd, irregular: number): Confidence {
  const regular = trial.records === 0 ? 1 : Math.max(0, 1 - Math.max(0, trial.odd - irregular) / trial.records);
  const close = tie !== null && tie.winner - tie.other <= closeShare;
  const rivals = others.map((other) => ({ other, share: shareOf(other) })).sort((a, b) => b.share - a.share);
  const oneColumn = trial.candidate.delimiter.length === 0;
  const alternatives = rivals.slice(0, maxAlternatives).map(({ other, share }) => ({
    dialect: toDialect(other.candidate, lineEnd),
    confidence: round(share / 2),
    columns: other.width,
  }));
  const strongest = oneColumn ? 0 : (rivals[0]?.share ?? 0);
  const confidence = round(regular * (close ? 0.5 : 1 - 0.1 * strongest));
  const weak = trial.records > 2 && regular < weakShare;
  const doubt = weak ? "Most records do not have the same number of cells; check the delimiter and the quote." : null;
  const isCut = oneColumn && rivals.some(({ other, share }) => share >= rivalShare && other.width >= rivalColumns);
  return { confidence, alternatives, doubt: close || isCut ? "Another delimiter fits this file as well; check the columns." : doubt };
}

function shareOf({ records, odd }: Trial): number {
  return records === 0 ? 0 : 1 - odd / records;
}

function round(share: number): number {
  return Math.round(share * 100) / 100;
}
