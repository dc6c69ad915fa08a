import type { FoundTable } from "#core/csv/read/table-reader";
import type { FileReport } from "#core/operations/results/file-report";
import type { Failure } from "../failure.ts";

/** What `--report` holds of one file: also of one that failed, then with what was known until there. */
export type RunReport = Omit<FileReport, keyof FoundTable | "error"> & { [Part in keyof FoundTable]: FoundTable[Part] | null } & {
  error?: Failure;
};

export function emptyReport(file: string): RunReport {
  return {
    file,
    bytes: 0,
    format: null,
    compression: null,
    encoding: null,
    encodingConfidence: null,
    dialect: null,
    header: null,
    confidence: null,
    alternatives: null,
    decimalComma: null,
    headerLine: null,
    columns: [],
    counts: { in: 0, out: 0, rejected: 0, filtered: 0 },
    skipped: { blank: 0, comment: 0, preamble: 0, header: 0 },
    issues: [],
    changed: { neutralisedCells: 0 },
    ms: 0,
  };
}
