import { backslashFlag, doubledFlag, fieldCountMask, fieldEndMask, fieldWords, recordWords, skipFlag } from "../kernel/record-table.ts";
import type { RecordBlock, TableReader } from "../read/table-reader.ts";
import { ColumnProfile, type InspectedColumn } from "./column-profile.ts";

/** Values that are counted exactly, over all columns and for each at most. */
const maxExact = 1 << 18;
const maxExactPerColumn = 4096;
const minExactPerColumn = 16;
const wordBytes = 4;

/** What the columns of a table hold, block by block, in memory that depends on their number alone. */
export class TableProfile {
  readonly #reader: TableReader;
  readonly #columns: ColumnProfile[];
  readonly #encoder = new TextEncoder();

  constructor(reader: TableReader) {
    const { header, decimalComma } = reader.found;
    const { names } = header;
    const decimal = decimalComma ? "," : ".";
    const exact = Math.max(minExactPerColumn, Math.min(maxExactPerColumn, Math.floor(maxExact / names.length)));
    this.#reader = reader;
    this.#columns = names.map((name) => new ColumnProfile(name, { maxExact: exact, decimal }));
  }

  add({ table }: RecordBlock): void {
    const { words } = this.#reader.kernel;
    for (let index = 0; index < table.records; index++) {
      const word = table.recordsAt / wordBytes + index * recordWords;
      const count = words[word + 3] ?? 0;
      if ((count & skipFlag) === 0)
        this.#addRecord(index, table.fieldsAt / wordBytes + (words[word + 2] ?? 0) * fieldWords, count & fieldCountMask);
    }
  }

  columns(): InspectedColumn[] {
    return this.#columns.map((column) => column.get());
  }

  #addRecord(index: number, fieldsAt: number, fields: number): void {
    const { words, bytes } = this.#reader.kernel;
    let row: string[] | null = null;
    for (const [column, profile] of this.#columns.entries()) {
      const start = words[fieldsAt + column * fieldWords] ?? 0;
      const flagged = words[fieldsAt + column * fieldWords + 1] ?? 0;
      const end = flagged & fieldEndMask;
      if (column >= fields || start === end) profile.addEmpty();
      else if ((flagged & (doubledFlag | backslashFlag)) === 0) profile.add(bytes, start, end);
      else {
        row ??= this.#reader.rowOf(index);
        const cell = this.#encoder.encode(row[column]);
        profile.add(cell, 0, cell.length);
      }
    }
  }
}

/** Reads a table to its end and profiles it: types from whole columns. `onBlock` is for progress. */
export async function profileTable(
  reader: TableReader,
  onBlock: (block: RecordBlock) => void = () => undefined,
): Promise<InspectedColumn[]> {
  const profile = new TableProfile(reader);
  for (let block = await reader.next(); block !== null; block = await reader.next()) {
    profile.add(block);
    onBlock(block);
  }
  return profile.columns();
}
