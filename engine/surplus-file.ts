import { type FileHandle, open } from "node:fs/promises";
import type { SurplusCells } from "#core/ports/engine";
import { quoteText } from "./sql-text.ts";

/** Cells beyond the columns of a table that is being written: most tables have none, so that a column for them comes last. */
export class SurplusFile {
  readonly #path: string;
  #file: FileHandle | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  async add({ row, cells }: SurplusCells): Promise<void> {
    this.#file ??= await open(this.#path, "w");
    await this.#file.write(`${JSON.stringify({ row, cells })}\n`);
  }

  /** What gives its `row`s and `cells` in SQL; null where there are none. */
  async close(): Promise<string | null> {
    if (!this.#file) return null;
    await this.#file.close();
    const columns = "{row: 'BIGINT', cells: 'VARCHAR[]'}";
    return `read_json(${quoteText(this.#path)}, format = 'newline_delimited', columns = ${columns}, maximum_object_size = ${maxObjectBytes})`;
  }
}

/** Of a record of core's reader, each of whose bytes may have been escaped. */
const maxObjectBytes = 64 * 1024 * 1024;

/** What the column is called beside others. */
export function nameSurplus(columns: readonly string[]): string {
  const taken = new Set(columns.map((column) => column.toLowerCase()));
  let name = "_extra";
  for (let n = 2; taken.has(name); n++) name = `_extra_${n}`;
  return name;
}
