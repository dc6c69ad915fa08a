import type { Dialect } from "../../csv/dialect.ts";
import { fieldCountMask, fieldEndMask, fieldWords, type RecordTable, rawExtraFlag, recordWords } from "../../csv/kernel/record-table.ts";
import { type FoundTable, isDelimited, type RecordSource, type TableReader } from "../../csv/read/table-reader.ts";

const lineEnds = { lf: "\n", crlf: "\r\n", cr: "\r" } as const;
const utf8 = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const noBytes = new Uint8Array(0);

const withheldReason = "Its cells cannot be told apart, so that what is masked could not be left out.";

/** Records as they stand after masking, written down as the file writes its own: in the place of source that nobody may see. */
export class MaskedRecords {
  readonly #reader: TableReader;
  readonly #columns: readonly { name: string; field: number }[];

  constructor(reader: TableReader, columns: readonly { name: string; field: number }[]) {
    this.#reader = reader;
    this.#columns = columns;
  }

  /** The header, likewise; empty where the file has none. */
  header(): Uint8Array {
    const { found } = this.#reader;
    if (!isDelimited(found) || found.header.rows === 0) return noBytes;
    return utf8.encode(
      `${writeLine(found, this.#names()) ?? this.#names().join(found.dialect.delimiter)}${lineEnds[found.dialect.lineEnd]}`,
    );
  }

  /** A record of the current block that was masked. */
  sourceOf(table: RecordTable, index: number): RecordSource {
    const written = this.#write(table, index);
    if (written === null) return this.withheld(index);
    const source = this.#reader.sourceOf(index);
    const bytes = utf8.encode(written.text + written.lineEnd);
    return {
      ...{ line: source.line, record: source.record, byte: source.byte, sourceEnd: source.byte + source.bytes.length },
      ...{ bytes, length: bytes.length - written.lineEnd.length },
      text: () => written.text,
    };
  }

  /** A record of which nothing is shown, but where it stands. */
  withheld(index: number): RecordSource {
    const { line, record, byte, bytes, truncated } = this.#reader.sourceOf(index);
    return {
      ...{ line, record, byte, bytes: noBytes, length: 0, withheld: withheldReason },
      truncated: truncated ?? { from: byte, to: byte + bytes.length },
      text: () => null,
    };
  }

  #names(): string[] {
    return this.#columns.map(({ name }) => name);
  }

  #write(table: RecordTable, index: number): { text: string; lineEnd: string } | null {
    const { found } = this.#reader;
    const cells = this.#reader.rowOf(index);
    const row = this.#columns.map(({ field }) => cells[field] ?? "");
    if (isDelimited(found)) {
      const text = writeLine(found, row);
      return text === null ? null : { text, lineEnd: lineEnds[found.dialect.lineEnd] };
    }
    const members = new Map(this.#names().map((name, column) => [name, row[column] ?? ""] as const));
    const text = JSON.stringify(Object.fromEntries(members));
    const extra = extraOf(this.#reader, table, index);
    if (extra === null || extra === "{}") return { text, lineEnd: "\n" };
    return { text: `${text.slice(0, -1)}${text === "{}" ? "" : ","}${extra.slice(1)}`, lineEnd: "\n" };
  }
}

/** The JSON text of what a record has beside its columns; null when there is nothing. */
export function extraOf({ kernel }: Pick<TableReader, "kernel">, table: RecordTable, index: number): string | null {
  const { words, bytes } = kernel;
  const at = table.recordsAt / 4 + index * recordWords;
  const info = words[at + 3] ?? 0;
  if ((info & rawExtraFlag) === 0) return null;
  const last = table.fieldsAt / 4 + ((words[at + 2] ?? 0) + (info & fieldCountMask) - 1) * fieldWords;
  return decoder.decode(bytes.subarray(words[last] ?? 0, (words[last + 1] ?? 0) & fieldEndMask));
}

/** Cells as one record; null where the dialect has no way to write one of them. */
function writeLine({ dialect }: FoundTable, cells: readonly string[]): string | null {
  const { delimiter, quote, comment } = dialect;
  const written: string[] = [];
  for (const [column, cell] of cells.entries()) {
    const isSpecial =
      (delimiter !== "" && cell.includes(delimiter)) ||
      (quote !== "" && cell.includes(quote)) ||
      /[\r\n]|^\s|\s$/.test(cell) ||
      (column === 0 && ((comment !== "" && cell.startsWith(comment)) || (cells.length === 1 && cell === "")));
    if (!isSpecial) written.push(cell);
    else if (quote === "") {
      if (/^\s|\s$/.test(cell) && !/[\r\n]/.test(cell) && !cell.includes(delimiter)) written.push(cell);
      else return null;
    } else written.push(`${quote}${escapeCell(cell, dialect)}${quote}`);
  }
  return written.join(delimiter);
}

function escapeCell(cell: string, { quote, escape: escaping }: Dialect): string {
  if (escaping === quote || escaping === "") return cell.replaceAll(quote, quote + quote);
  return cell.replaceAll(escaping, escaping + escaping).replaceAll(quote, escaping + quote);
}
