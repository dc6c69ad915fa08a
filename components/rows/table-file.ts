import type { FileMetaData } from "hyparquet";
import { parquetMetadata, parquetRead } from "hyparquet";
import { decompressZstd } from "hyparquet-compressors";
import { AppError } from "#core/app-error";
import type { ByteFile } from "./byte-file.ts";
import { type Cell, PackedCells } from "./packed-cells.ts";

export interface RowGroupPlace {
  /** The table's row that it begins with, and before which it ends. */
  fromRow: number;
  toRow: number;
  /** Its bytes in the file. */
  from: number;
  to: number;
}

/** A Parquet file of text, opened: its footer is read, and its row groups can be. */
export interface TableFile {
  rows: number;
  columns: readonly string[];
  groups: readonly RowGroupPlace[];
  /** Packed, of one column in the whole file. */
  columnBytes(column: number): number;
  /** Every column of a row group, by one read. */
  readGroup(group: number, signal: AbortSignal): Promise<readonly PackedCells[]>;
  /** One column of a row group, and no other byte. */
  readColumn(group: number, column: number, signal: AbortSignal): Promise<PackedCells>;
}

/** Most footers are smaller; a larger one costs a second read. */
const footerGuess = 128 * 1024;
const compressors = { ZSTD: (input: Uint8Array) => decompressZstd(input) };

export async function openTableFile(file: ByteFile, signal: AbortSignal): Promise<TableFile> {
  const footer = await readFooter(file, signal);
  const metadata = parquetMetadata(footer);
  const read = withKnownEnd(file, footer);
  const columns = metadata.schema.filter((element) => element.num_children === undefined).map(({ name }) => name);
  const groups = toPlaces(metadata);
  const only = (group: number) => {
    const row_group = metadata.row_groups[group];
    const place = groups[group];
    if (!row_group || !place) throw new RangeError(`There is no row group ${group}.`);
    return { place, metadata: { ...metadata, num_rows: row_group.num_rows, row_groups: [row_group] } };
  };
  return {
    rows: Number(metadata.num_rows),
    columns,
    groups,
    columnBytes: (column) =>
      metadata.row_groups.reduce((sum, { columns: chunks }) => sum + Number(chunks[column]?.meta_data?.total_compressed_size ?? 0), 0),
    async readGroup(group, signal) {
      const { place, metadata } = only(group);
      return decode(await read(place.from, place.to, signal), place.from, metadata, columns);
    },
    async readColumn(group, column, signal) {
      const { metadata } = only(group);
      const name = columns[column];
      const range = chunkRange(metadata.row_groups[0]?.columns[column]);
      if (name === undefined || !range) throw new RangeError(`There is no column ${column}.`);
      const [cells] = await decode(await read(range.from, range.to, signal), range.from, metadata, [name]);
      return cells ?? new PackedCells([]);
    },
  };
}

/** Small files, and the ends of others, came with the footer. */
function withKnownEnd(file: ByteFile, end: ArrayBuffer): ByteFile["read"] {
  const start = file.bytes - end.byteLength;
  return async (from, to, signal) => (from >= start ? end.slice(from - start, to - start) : file.read(from, to, signal));
}

async function readFooter(file: ByteFile, signal: AbortSignal): Promise<ArrayBuffer> {
  const guessed = await file.read(Math.max(0, file.bytes - footerGuess), file.bytes, signal);
  const view = new DataView(guessed);
  if (view.byteLength < 12 || view.getUint32(view.byteLength - 4, true) !== 0x31524150) {
    throw new AppError("internal", "What holds these rows cannot be read.");
  }
  const needed = view.getUint32(view.byteLength - 8, true) + 8;
  if (needed <= guessed.byteLength) return guessed;
  const rest = await file.read(file.bytes - needed, file.bytes - guessed.byteLength, signal);
  const whole = new Uint8Array(needed);
  whole.set(new Uint8Array(rest));
  whole.set(new Uint8Array(guessed), rest.byteLength);
  return whole.buffer;
}

type Chunk = FileMetaData["row_groups"][number]["columns"][number];

function chunkRange(chunk: Chunk | undefined): { from: number; to: number } | null {
  const meta = chunk?.meta_data;
  if (!meta) return null;
  const from = Number(meta.dictionary_page_offset ?? meta.data_page_offset);
  return { from, to: from + Number(meta.total_compressed_size) };
}

function toPlaces(metadata: FileMetaData): RowGroupPlace[] {
  let row = 0;
  return metadata.row_groups.map(({ columns, num_rows }) => {
    const fromRow = row;
    row += Number(num_rows);
    let from = Number.MAX_SAFE_INTEGER;
    let to = 0;
    for (const chunk of columns) {
      const range = chunkRange(chunk);
      from = Math.min(from, range?.from ?? from);
      to = Math.max(to, range?.to ?? to);
    }
    return { fromRow, toRow: row, from, to };
  });
}

async function decode(bytes: ArrayBuffer, offset: number, metadata: FileMetaData, names: readonly string[]): Promise<PackedCells[]> {
  const rows = Number(metadata.num_rows);
  const places = new Map(names.map((name, index) => [name, index]));
  const cells: Cell[][] = names.map(() => new Array<Cell>(rows).fill(null));
  await parquetRead({
    file: {
      byteLength: offset + bytes.byteLength,
      slice: (from, to) => bytes.slice(from - offset, (to ?? offset + bytes.byteLength) - offset),
    },
    metadata,
    compressors,
    columns: [...names],
    onChunk: ({ columnName, columnData, rowStart }) => {
      const column = cells[places.get(columnName) ?? -1];
      if (!column) return;
      for (let index = 0; index < columnData.length; index += 1) column[rowStart + index] = toCell(columnData[index]);
    },
  });
  return cells.map((each) => new PackedCells(each));
}

function toCell(value: unknown): Cell {
  if (typeof value === "string") return value;
  return value === null || value === undefined ? null : String(value);
}
