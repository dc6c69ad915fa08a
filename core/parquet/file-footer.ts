import type { ValueRange } from "./column-encoder.ts";
import { type Page, pageEncodings } from "./column-pages.ts";
import { encodeThrift, type ThriftField, type ThriftValue } from "./compact-thrift.ts";
import type { ParquetType } from "./parquet-type.ts";
import { decimalScale } from "./parse-values.ts";

export interface FileColumn {
  name: string;
  type: ParquetType;
}

/** Where a column of a row group stands in the file, and what is known of its values. */
export interface ColumnChunk {
  values: number;
  nulls: number;
  range: ValueRange | null;
  encodings: readonly number[];
  /** With the pages' headers. */
  rawBytes: number;
  bytes: number;
  at: number;
  /** Where the first page of values is, behind the dictionary. */
  valuesAt: number;
}

export interface RowGroup {
  rows: number;
  chunks: readonly ColumnChunk[];
}

/** Names and numbers are those of parquet.thrift (Apache Parquet format 2.10). */
const physical = { boolean: 0, date: 1, integer: 2, timestamp: 2, text: 6, decimal: 7 } as const satisfies Record<ParquetType, number>;
const converted: Partial<Record<ParquetType, number>> = { text: 0, decimal: 5, date: 6 };
const optional = 1;
const zstd = 6;
const decimalBytes = 16;
const decimalPrecision = 38;
export const magic = new TextEncoder().encode("PAR1");

const empty: ThriftValue = { struct: [] };
/**
 * Timestamps are UTC without saying so: what says so has a time zone for DuckDB, whose way from there to hours and days is seven times as
 * long and knows no statistics. The older notation has no word for that.
 */
const logical: Partial<Record<ParquetType, ThriftValue>> = {
  text: { struct: [[1, empty]] },
  decimal: { struct: [[5, { struct: decimalFields() }]] },
  date: { struct: [[6, empty]] },
  timestamp: {
    struct: [
      [
        8,
        {
          struct: [
            [1, { bool: false }],
            [2, { struct: [[2, empty]] }],
          ],
        },
      ],
    ],
  },
};

function decimalFields(): ThriftField[] {
  return [
    [1, { i32: decimalScale }],
    [2, { i32: decimalPrecision }],
  ];
}

export function encodePageHeader({ kind, values, rawBytes, body }: Page): Uint8Array {
  const isDictionary = kind === "dictionary";
  const ofValues: ThriftValue = {
    struct: [
      [1, { i32: values }],
      [2, { i32: kind === "indices" ? pageEncodings.indices : pageEncodings.plain }],
      [3, isDictionary ? undefined : { i32: pageEncodings.levels }],
      [4, isDictionary ? undefined : { i32: pageEncodings.levels }],
    ],
  };
  return encodeThrift([
    [1, { i32: isDictionary ? 2 : 0 }],
    [2, { i32: rawBytes }],
    [3, { i32: body?.length ?? 0 }],
    [5, isDictionary ? undefined : ofValues],
    [7, isDictionary ? ofValues : undefined],
  ]);
}

/** What ends a file: its metadata, how long they are, and the magic word. */
export function encodeFooter(columns: readonly FileColumn[], groups: readonly RowGroup[]): Uint8Array {
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  const metadata = encodeThrift([
    [1, { i32: 1 }],
    [2, { structs: [rootElement(columns.length), ...columns.map(schemaElement)] }],
    [3, { i64: rows }],
    [4, { structs: groups.map((group) => rowGroup(columns, group)) }],
    [6, { text: "sluice" }],
    // The order of each column is that of its type: without it nobody may trust least and greatest values.
    [7, { structs: columns.map((): ThriftField[] => [[1, empty]]) }],
  ]);
  const footer = new Uint8Array(metadata.length + 4 + magic.length);
  footer.set(metadata);
  new DataView(footer.buffer).setUint32(metadata.length, metadata.length, true);
  footer.set(magic, metadata.length + 4);
  return footer;
}

function rootElement(children: number): ThriftField[] {
  return [
    [4, { text: "schema" }],
    [5, { i32: children }],
  ];
}

function schemaElement({ name, type }: FileColumn): ThriftField[] {
  const legacy = converted[type];
  const isDecimal = type === "decimal";
  return [
    [1, { i32: physical[type] }],
    [2, isDecimal ? { i32: decimalBytes } : undefined],
    [3, { i32: optional }],
    [4, { text: name }],
    [6, legacy === undefined ? undefined : { i32: legacy }],
    [7, isDecimal ? { i32: decimalScale } : undefined],
    [8, isDecimal ? { i32: decimalPrecision } : undefined],
    [10, logical[type]],
  ];
}

function rowGroup(columns: readonly FileColumn[], { rows, chunks }: RowGroup): ThriftField[] {
  const sum = (of: (chunk: ColumnChunk) => number) => chunks.reduce((total, chunk) => total + of(chunk), 0);
  return [
    [1, { structs: chunks.map((chunk, index) => columnChunk(columns[index] as FileColumn, chunk)) }],
    [2, { i64: sum(({ rawBytes }) => rawBytes) }],
    [3, { i64: rows }],
    [5, { i64: chunks[0]?.at ?? 0 }],
    [6, { i64: sum(({ bytes }) => bytes) }],
  ];
}

function columnChunk({ name, type }: FileColumn, chunk: ColumnChunk): ThriftField[] {
  const metadata: ThriftField[] = [
    [1, { i32: physical[type] }],
    [2, { i32s: chunk.encodings }],
    [3, { texts: [name] }],
    [4, { i32: zstd }],
    [5, { i64: chunk.values }],
    [6, { i64: chunk.rawBytes }],
    [7, { i64: chunk.bytes }],
    [9, { i64: chunk.valuesAt }],
    [11, chunk.valuesAt === chunk.at ? undefined : { i64: chunk.at }],
    [12, { struct: statistics(chunk) }],
  ];
  return [
    [2, { i64: 0 }],
    [3, { struct: metadata }],
  ];
}

function statistics({ nulls, range }: ColumnChunk): ThriftField[] {
  return [
    [3, { i64: nulls }],
    [5, range ? { bytes: range.max } : undefined],
    [6, range ? { bytes: range.min } : undefined],
  ];
}
