import type { InspectedColumn } from "./detect/column-profile.ts";
import type { Alternative } from "./detect/table-plan.ts";
import { TableProfile } from "./detect/table-profile.ts";
import type { Dialect, DialectOverrides, Header } from "./dialect.ts";
import type { IssueSummary } from "./issue.ts";
import { type ReaderLimits, readerLimits } from "./limits.ts";
import { openTable } from "./read/open-table.ts";
import type { FoundTable } from "./read/table-reader.ts";
import { type ByteSource, bytesSource } from "./source/byte-source.ts";
import type { Compression, WorkbookSheetName } from "./source/text-source.ts";

/** What the beginning of a file says about it. */
export interface Inspection {
  format: FoundTable["format"];
  /** Of a workbook: the sheet that was looked at, and all of them. */
  sheet?: string | undefined;
  sheets?: WorkbookSheetName[] | undefined;
  compression: Compression | null;
  encoding: string;
  /** How sure that is, 0…1; and how sure the dialect is, with what else it could be. */
  encodingConfidence: number;
  confidence: number;
  alternatives: Alternative[];
  dialect: Dialect;
  /** Numbers are written with a decimal comma. */
  decimalComma: boolean;
  header: Header;
  /** The physical line (1-based) that the header starts on; null where it has none of its own. */
  headerLine: number | null;
  columns: InspectedColumn[];
  /** The first records, as wide as the header or wider by their surplus. */
  preview: string[][];
  /** Data records in the sample. */
  records: number;
  issues: IssueSummary[];
  /** Whether this is about the whole file. */
  complete: boolean;
}

export interface InspectOptions {
  name: string;
  /** Whether the sample is the whole file; otherwise its last, unfinished record is left out. */
  complete: boolean;
  dialect?: DialectOverrides | undefined;
  limits?: Partial<ReaderLimits>;
  signal?: AbortSignal | undefined;
}

const previewRows = 200;
/** Of a sample that was compressed no more than this is looked at, and of a file as much as detection sees. */
const maxTextBytes = 8 * 1024 * 1024;

/**
 * Reads the beginning of a file: what it is, its columns, its first records and what is odd about them.
 * `sample`: the first bytes; or the whole file, where parts of it can be asked for: of a workbook the beginning alone says nothing.
 * @throws AppError empty-file, binary-file, unsupported-file, unknown-encoding, too-many-columns, header-too-long,
 *   archive-too-large
 */
export async function inspect(sample: Uint8Array | ByteSource, options: InspectOptions): Promise<Inspection> {
  const { name, dialect, limits = {}, signal = new AbortController().signal } = options;
  const reader = await openTable(sample instanceof Uint8Array ? bytesSource(sample) : sample, {
    name,
    dialect,
    limits,
    signal,
    partial: !options.complete,
  });
  try {
    const profile = new TableProfile(reader);
    const preview: string[][] = [];
    let { complete } = options;
    for (let block = await reader.next(); block !== null; block = await reader.next()) {
      profile.add(block);
      for (let index = 0; index < block.table.records && preview.length < previewRows; index++) preview.push(reader.rowOf(index));
      if (reader.summary().bytes <= (sample instanceof Uint8Array ? maxTextBytes : readerLimits.detectionBytes)) continue;
      complete = false;
      break;
    }
    const { records, issues } = reader.summary();
    return { ...reader.found, columns: profile.columns(), preview, records, issues, complete };
  } finally {
    await reader.close();
  }
}
