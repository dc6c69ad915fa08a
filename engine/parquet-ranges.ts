import { type FileMetaData, parquetMetadata } from "hyparquet";
import { AppError } from "#core/app-error";

/** Bytes of a file, `to` not included. */
export interface ByteRange {
  from: number;
  to: number;
}

/** Gaps that cost less to read than another request does. */
const gapBytes = 64 * 1024;
const magic = 0x31524150;

/** How many bytes at a file's end are its footer, by its last eight. @throws AppError unaccounted when it is no Parquet file */
export function footerBytes(end: Uint8Array): number {
  const view = new DataView(end.buffer, end.byteOffset, end.byteLength);
  if (end.length < 12 || view.getUint32(end.length - 4, true) !== magic) {
    throw new AppError("unaccounted", "A file of this table is damaged. Publish what it came from again.");
  }
  return view.getUint32(end.length - 8, true) + 8;
}

/** Where a file has these columns, by name in lower case: null for all of them. In order, and nothing of it beyond `end`. */
export function columnRanges(footer: Uint8Array, columns: ReadonlySet<string> | null, end: number): ByteRange[] {
  const { buffer, byteOffset, byteLength } = footer;
  const metadata = parquetMetadata(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
  const ranges = metadata.row_groups.flatMap(({ columns: chunks }) => chunks.flatMap((chunk) => rangesOf(chunk, columns)));
  return merge(ranges.map(({ from, to }) => ({ from, to: Math.min(to, end) })).filter(({ from, to }) => from < to));
}

type Chunk = FileMetaData["row_groups"][number]["columns"][number];

function rangesOf({ meta_data: about }: Chunk, columns: ReadonlySet<string> | null): ByteRange[] {
  if (!about) return [{ from: 0, to: Number.MAX_SAFE_INTEGER }];
  if (columns && !columns.has(about.path_in_schema[0]?.toLowerCase() ?? "")) return [];
  const pages = Number(about.data_page_offset);
  const dictionary = Number(about.dictionary_page_offset ?? 0);
  const from = dictionary > 0 && dictionary < pages ? dictionary : pages;
  const chunk = { from, to: from + Number(about.total_compressed_size) };
  const filter = Number(about.bloom_filter_offset ?? 0);
  return filter > 0 ? [chunk, { from: filter, to: filter + Number(about.bloom_filter_length ?? gapBytes) }] : [chunk];
}

function merge(ranges: readonly ByteRange[]): ByteRange[] {
  const merged: ByteRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && range.from <= last.to + gapBytes) last.to = Math.max(last.to, range.to);
    else merged.push({ ...range });
  }
  return merged;
}
