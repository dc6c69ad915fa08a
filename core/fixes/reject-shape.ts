import type { TextFormat } from "../csv/detect/table-plan.ts";
import type { Dialect } from "../csv/dialect.ts";
import type { FileReport } from "../operations/results/file-report.ts";

/** What tells the cells of a file's rejected records apart. */
export interface RejectShape {
  /** The file's name, as its sender gave it. */
  file: string;
  format: TextFormat;
  dialect: Dialect;
  /** The file's columns, as the operation called them. */
  names: readonly string[];
  /** Whether the file itself has these names. */
  hasHeader: boolean;
  decimalComma: boolean;
  /** Of JSON: what a key of the file is called, where that is something else. */
  renamed: ReadonlyMap<string, string>;
  /** Whether cells were masked before anybody saw them. */
  isMasked: boolean;
}

type Reported = Pick<FileReport, "file" | "format" | "dialect" | "header" | "decimalComma">;

/** How each of a job's files was read, by what `report.json` holds and the job's parameters. */
export function toRejectShapes(report: unknown, params: Readonly<Record<string, unknown>>): RejectShape[] {
  const files = (Array.isArray(report) ? report : [report ?? {}]) as Reported[];
  const headers = (params.headers ?? []) as readonly { column: string; as: string }[];
  const renamed = new Map(headers.map(({ column, as }) => [column, as]));
  return files.flatMap(({ file, format, dialect, header, decimalComma }) => {
    // A file that failed before its header was found has a report without.
    if (!header) return [];
    const columns = { names: header.names, hasHeader: header.rows > 0, renamed };
    // Rejected rows of a sheet are lines of the text that was made of it.
    return [{ file, format: format === "xlsx" ? "delimited" : format, dialect, ...columns, decimalComma, isMasked: isMasked(params) }];
  });
}

function isMasked({ mask }: Readonly<Record<string, unknown>>): boolean {
  return Array.isArray(mask) && mask.length > 0;
}
