import { AppError } from "../../app-error.ts";
import type { Kernel } from "../../csv/kernel/kernel.ts";
import { cellAt } from "../../csv/kernel/plain/check-rows.ts";
import { fieldCountMask, fieldEndMask, fieldWords, type RecordTable, recordWords } from "../../csv/kernel/record-table.ts";
import { isDelimited } from "../../csv/read/table-reader.ts";
import type { TableInput } from "../rows/open-input.ts";
import type { KeywordRevenueParams } from "./keyword-revenue-params.ts";

const hitColumns = ["hit_time_gmt", "date_time", "user_agent", "ip", "event_list", "page_url", "product_list", "referrer"] as const;
export type HitColumn = (typeof hitColumns)[number];
/** The field of each column; -1 where it is neither needed nor there. */
export type HitFields = Readonly<Record<HitColumn, number>>;

/** @throws AppError unsupported-file, wrong-columns */
export function findHitFields(input: TableInput, params: KeywordRevenueParams, fileName: string): HitFields {
  if (!isDelimited(input.found)) {
    throw new AppError("unsupported-file", `“${fileName}” is JSON. Hits come as text, separated by tabs, with a header.`);
  }
  const fields = new Map(input.columns.toReversed().map(({ name, field }) => [name, field] as const));
  const isNeeded = (column: HitColumn) => {
    if (column === "date_time") return params.date === "data";
    return column !== "user_agent" || params.visitor === "ip+user-agent";
  };
  const missing = hitColumns.filter((column) => isNeeded(column) && !fields.has(column));
  if (missing.length > 0) {
    const columns = missing.map((column) => `“${column}”`).join(", ");
    const needs = "Hits are separated by tabs, and their first line names the columns.";
    throw new AppError("wrong-columns", `“${fileName}” has no column ${columns}. ${needs}`);
  }
  const fieldOf = (column: HitColumn) => fields.get(column) ?? -1;
  return {
    ...{ hit_time_gmt: fieldOf("hit_time_gmt"), date_time: fieldOf("date_time"), user_agent: fieldOf("user_agent"), ip: fieldOf("ip") },
    ...{
      event_list: fieldOf("event_list"),
      page_url: fieldOf("page_url"),
      product_list: fieldOf("product_list"),
      referrer: fieldOf("referrer"),
    },
  };
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** The cells of one record after the other. */
export class HitCells {
  readonly #kernel: Kernel;
  readonly #quote: number;
  readonly #words: Uint32Array;
  readonly #bytes: Uint8Array;
  readonly #table: RecordTable;
  #first = 0;
  #count = 0;
  /** Where the cell that was looked at stands. */
  from = 0;
  to = 0;

  constructor({ kernel, sourceQuote }: TableInput, table: RecordTable) {
    this.#kernel = kernel;
    this.#quote = sourceQuote;
    this.#words = kernel.words;
    this.#bytes = kernel.bytes;
    this.#table = table;
  }

  record(index: number): void {
    const at = this.#table.recordsAt / 4 + index * recordWords;
    this.#first = this.#table.fieldsAt / 4 + (this.#words[at + 2] ?? 0) * fieldWords;
    this.#count = (this.#words[at + 3] ?? 0) & fieldCountMask;
  }

  /** Whether there is anything in the cell. */
  look(field: number): boolean {
    if (field < 0 || field >= this.#count) {
      this.from = 0;
      this.to = 0;
      return false;
    }
    const at = this.#first + field * fieldWords;
    this.from = this.#words[at] ?? 0;
    this.to = (this.#words[at + 1] ?? 0) & fieldEndMask;
    return this.to > this.from;
  }

  text(field: number): string {
    if (!this.look(field)) return "";
    // Only what comes from Parquet has quotes: in text, no character quotes.
    if (this.#quote !== -1) return utf8.decode(cellAt(this.#kernel, this.#first + field * fieldWords, this.#quote).bytes);
    return utf8.decode(this.#bytes.subarray(this.from, this.to));
  }
}
