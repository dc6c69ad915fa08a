import { aggregates } from "./suite-aggregates.ts";
import { expressions } from "./suite-expressions.ts";
import { relations } from "./suite-relations.ts";

/** A query over the fixtures whose answer is the same wherever it runs. */
export interface SuiteQuery {
  /** What it shows. */
  name: string;
  sql: string;
  /** Cells as text, null where a value is missing: numbers without zeros at the end of a fraction, times as `2026-01-01 00:30:00`. */
  rows: readonly (readonly (string | null)[])[];
  /** Beyond Athena's reach as the embedded engine has it. */
  onlyEmbedded?: boolean;
}

/** The documented SQL, by example: docs/sql.md says in words what stands here. */
export const suite: readonly SuiteQuery[] = [...relations, ...expressions, ...aggregates];
