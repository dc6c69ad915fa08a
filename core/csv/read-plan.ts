import { AppError } from "../app-error.ts";
import { detectDialect, modalWidth } from "./detect-dialect.ts";
import type { Dialect, DialectOverrides } from "./dialect.ts";
import { detectEncoding, type Encoding } from "./encoding.ts";
import { requireDelimitedText, requireTextFile } from "./file-kind.ts";
import { hasHeader } from "./header.ts";
import type { ReaderLimits } from "./limits.ts";
import { countPreamble } from "./preamble.ts";
import { sampleRecords } from "./sample-records.ts";
import { TextWindow } from "./text-window.ts";

/** What was decided on the beginning of a file, and stays. */
export interface ReadPlan {
  name: string;
  encoding: Encoding;
  dialect: Dialect;
  /** Physical lines before the header that are left out. */
  skip: number;
  /** Those of them that were found rather than asked for. */
  preambleLines: number;
  /** Header records; 0 when there are none and `width` names are generated. */
  headerRows: number;
  width: number;
  limits: ReaderLimits;
}

export interface PlanOptions {
  name: string;
  /** Whether the sample is the whole file. */
  complete: boolean;
  dialect?: DialectOverrides | undefined;
  limits: ReaderLimits;
}

const headerSampleRows = 1000;

/** @throws AppError empty-file, binary-file, unsupported-file, unknown-encoding */
export function planReading(bytes: Uint8Array, options: PlanOptions): ReadPlan {
  const { name, limits, dialect: overrides = {} } = options;
  const sample = bytes.subarray(0, limits.detectionBytes);
  const complete = options.complete && sample.length === bytes.length;
  const encoding = detectEncoding(sample, { complete, override: overrides.encoding });
  requireTextFile(sample, { name, utf16: encoding.name.startsWith("utf-16"), bomBytes: encoding.bomBytes });
  const window = new TextWindow(encoding);
  window.append(sample.subarray(encoding.bomBytes), complete);
  if (overrides.delimiter === undefined) requireDelimitedText(window.text, name);
  const skip = overrides.skip ?? 0;
  const text = afterLines(window.text, skip);
  const dialect = detectDialect(text, complete, overrides);
  const { rows, linesBefore } = sampleRecords(text, complete, dialect, headerSampleRows);
  if (rows.length === 0 && complete) throw new AppError("empty-file", `${name} holds no records: there are only blank lines in it.`);
  const width = Math.max(modalWidth(rows), 1);
  const preamble = overrides.skip === undefined ? countPreamble(rows, width) : 0;
  const preambleLines = preamble === 0 ? 0 : (linesBefore[preamble] ?? 0);
  const wanted = overrides.header ?? "auto";
  const headerRows = wanted === "none" ? 0 : wanted === "auto" ? (hasHeader(rows.slice(preamble)) ? 1 : 0) : wanted;
  return { name, encoding, dialect, skip: skip + preambleLines, preambleLines, headerRows, width, limits };
}

function afterLines(text: string, count: number): string {
  const lineEnd = /\r\n|\n|\r/g;
  for (let line = 0; line < count; line++) if (lineEnd.exec(text) === null) return "";
  return text.slice(lineEnd.lastIndex);
}
