import type { ByteDialect, Kernel } from "../kernel.ts";
import { backslashFlag, doubledFlag, fieldCountMask, fieldEndMask, fieldWords, type RecordTable, recordWords } from "../record-table.ts";

export function allocTable(kernel: Kernel, maxRecords: number, maxFields: number): RecordTable {
  const recordsAt = kernel.alloc(maxRecords * recordWords * 4);
  const fieldsAt = kernel.alloc(maxFields * fieldWords * 4);
  return { recordsAt, maxRecords, fieldsAt, maxFields, records: 0, fields: 0, blankLines: 0, otherLineEnds: 0 };
}

export function clearTable(table: RecordTable): void {
  Object.assign(table, { records: 0, fields: 0, blankLines: 0, otherLineEnds: 0 });
}

/** How one cell is stored: as it is, or with its quotes doubled or escaped. */
export interface StoredCell {
  text: string;
  form: "bare" | "doubled" | "escaped";
}

/** A table of these rows, their cells stored in the kernel's memory from `at` on. */
export function fillTable(kernel: Kernel, table: RecordTable, at: number, rows: readonly (readonly StoredCell[])[], quote: string): void {
  clearTable(table);
  const encoder = new TextEncoder();
  let address = at;
  for (const row of rows) {
    const record = (table.recordsAt >> 2) + table.records++ * recordWords;
    kernel.words.set([address, address, table.fields, row.length], record);
    for (const { text, form } of row) {
      const stored = encoder.encode(storedText(text, form, quote));
      kernel.bytes.set(stored, address);
      const flags = form === "bare" ? 0 : form === "doubled" ? doubledFlag : backslashFlag;
      kernel.words.set([address, (address + stored.length) | flags], (table.fieldsAt >> 2) + table.fields++ * fieldWords);
      address += stored.length;
    }
  }
}

function storedText(text: string, form: StoredCell["form"], quote: string): string {
  if (form === "bare") return text;
  if (form === "doubled") return text.replaceAll(quote, quote + quote);
  return text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`);
}

/** The cells of a table, a character for a byte. */
export function rowsOf(kernel: Kernel, table: RecordTable, quote: number): string[][] {
  const character = String.fromCharCode(quote);
  return Array.from({ length: table.records }, (_, index) => {
    const [, , first = 0, counted = 0] = kernel.words.subarray((table.recordsAt >> 2) + index * recordWords);
    return Array.from({ length: counted & fieldCountMask }, (_, column) => {
      const [start = 0, end = 0] = kernel.words.subarray((table.fieldsAt >> 2) + (first + column) * fieldWords);
      const text = String.fromCharCode(...kernel.bytes.subarray(start, end & fieldEndMask));
      if ((end & doubledFlag) !== 0) return text.replaceAll(character + character, character);
      return (end & backslashFlag) === 0
        ? text
        : text.replaceAll(/\\(.)/gs, (all, next) => (next === character || next === "\\" ? next : all));
    });
  });
}

/** A table's words, its addresses counted from `base`: what two kernels have to agree on. */
export function wordsOf(kernel: Kernel, table: RecordTable, base: number): number[] {
  const words: number[] = [];
  for (let index = 0; index < table.records; index++) {
    const [start = 0, end = 0, first = 0, counted = 0] = kernel.words.subarray((table.recordsAt >> 2) + index * recordWords);
    words.push(start - base, end - base, first, counted);
  }
  for (let index = 0; index < table.fields; index++) {
    const [start = 0, end = 0] = kernel.words.subarray((table.fieldsAt >> 2) + index * fieldWords);
    words.push(start - base, (end & fieldEndMask) - base, end >>> 30);
  }
  return words;
}

export function toByteDialect(dialect: Partial<Omit<ByteDialect, "delimiter">> & { delimiter: string }): ByteDialect {
  const quote = dialect.quote ?? 0x22;
  return {
    quote,
    escape: quote,
    lineEnd: "lf",
    comment: -1,
    width: 0,
    maxRecordBytes: 1024 * 1024,
    stopAtBlankLines: true,
    stopAtOtherLineEnds: true,
    ...dialect,
    delimiter: new TextEncoder().encode(dialect.delimiter),
  };
}
