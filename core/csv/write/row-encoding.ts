import type { Kernel, RowEncoding } from "../kernel/kernel.ts";
import type { RecordTable } from "../kernel/record-table.ts";
import type { TableEncoderOptions } from "./table-encoder.ts";

/** Fills what the kernel needs to write rows into its memory. */
export function createRowEncoding(options: TableEncoderOptions): RowEncoding {
  const { kernel, format, columns, width, sourceQuote } = options;
  if (columns.length === 0) throw new RangeError("A table is written with at least one column.");
  const isDelimited = format === "csv" || format === "tsv";
  const projection = columns.map(({ field }) => field);
  return {
    kind: isDelimited ? "delimited" : "json",
    columns: columns.length,
    projectionAt: storeWords(kernel, projection),
    width,
    sourceQuote,
    ...(isDelimited ? { keysAt: 0, extraAt: 0, rowEndAt: 0, skipOnFirst: 0 } : storeKeys(options)),
    delimiter: (format === "tsv" ? "\t" : ",").charCodeAt(0),
    crlf: options.eol === "crlf",
    atFileStart: true,
    neutraliseFormulas: options.neutraliseFormulas,
    neutralised: 0,
    record: 0,
    column: 0,
    part: 0,
    offset: 0,
  };
}

/** The names as a table of one record, and the projection that takes them in order. */
export function createHeaderTable(kernel: Kernel, columns: readonly { as: string }[]): { table: RecordTable; projectionAt: number } {
  const pairs = storeTexts(
    kernel,
    columns.map(({ as }) => as),
  );
  const ranges = pairs.flatMap(({ at, length }) => [at, at + length]);
  const table: RecordTable = {
    recordsAt: storeWords(kernel, [0, 0, 0, columns.length]),
    maxRecords: 1,
    fieldsAt: storeWords(kernel, ranges),
    maxFields: columns.length,
    records: 1,
    fields: columns.length,
    blankLines: 0,
    otherLineEnds: 0,
  };
  return { table, projectionAt: storeWords(kernel, [...columns.keys()]) };
}

function storeKeys({ kernel, format, columns }: TableEncoderOptions): Pick<RowEncoding, "keysAt" | "extraAt" | "rowEndAt" | "skipOnFirst"> {
  const isArray = format === "json";
  const names = columns.map(({ as }) => as);
  const rowStart = isArray ? ",\n{" : "{";
  const rowEnd = isArray ? "}" : "}\n";
  const extra = `",${JSON.stringify(freeName("_extra", names))}:`;
  return {
    keysAt: storePairs(
      kernel,
      names.map((name, index) => `${index === 0 ? rowStart : '",'}${JSON.stringify(name)}:"`),
    ),
    extraAt: storePairs(kernel, [`${extra}["`, '","', '"]', extra]),
    rowEndAt: storePairs(kernel, [`"${rowEnd}`, rowEnd]),
    skipOnFirst: isArray ? 1 : 0,
  };
}

function freeName(wanted: string, names: readonly string[]): string {
  const taken = new Set(names);
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted}_${n}`;
  return name;
}

function storePairs(kernel: Kernel, texts: readonly string[]): number {
  return storeWords(
    kernel,
    storeTexts(kernel, texts).flatMap(({ at, length }) => [at, length]),
  );
}

/** Texts as UTF-8, one after the other. */
function storeTexts(kernel: Kernel, texts: readonly string[]): { at: number; length: number }[] {
  const encoder = new TextEncoder();
  const encoded = texts.map((text) => encoder.encode(text));
  let at = kernel.alloc(encoded.reduce((sum, { length }) => sum + length, 0));
  return encoded.map((bytes) => {
    kernel.bytes.set(bytes, at);
    const stored = { at, length: bytes.length };
    at += bytes.length;
    return stored;
  });
}

function storeWords(kernel: Kernel, words: readonly number[]): number {
  const at = kernel.alloc(words.length * 4);
  kernel.words.set(words, at >>> 2);
  return at;
}
