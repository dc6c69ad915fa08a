import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetReadObjects, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { AppError } from "#core/app-error";
import { readStart } from "./file-source.ts";
import { describeColumn, exactParsers } from "./parquet-text.ts";

export interface OpenedParquet {
  columns: { name: string; type: string }[];
  records: number;
  rowGroups: number;
  /** The first rows as text; null where a value is missing. */
  rows(count: number): Promise<(string | null)[][]>;
}

/** Opens a Parquet file on this device by its footer. @throws AppError unsupported-file */
export async function openParquet(file: File): Promise<OpenedParquet> {
  const source = bufferOf(file);
  const metadata = await understood(() => parquetMetadataAsync(source), file);
  const described = parquetSchema(metadata).children.map((column) => ({ name: column.element.name, ...describeColumn(column) }));
  return {
    columns: described.map(({ name, type }) => ({ name, type })),
    records: Number(metadata.num_rows),
    rowGroups: metadata.row_groups.length,
    async rows(count) {
      const rows = await understood(() => readRows(source, withoutDecimals(metadata), count), file);
      return rows.map((row) => described.map(({ name, toText }) => toText(Object.hasOwn(row, name) ? row[name] : null)));
    },
  };
}

async function readRows(file: AsyncBuffer, metadata: FileMetaData, count: number): Promise<Record<string, unknown>[]> {
  const rowEnd = Math.min(count, Number(metadata.num_rows));
  return await parquetReadObjects({
    file,
    metadata,
    rowStart: 0,
    rowEnd,
    compressors,
    parsers: exactParsers,
    geoparquet: false,
    utf8: false,
    useOffsetIndex: true,
  });
}

/** Their whole digits are read, and the point is put in afterwards: as numbers they would be rounded. */
function withoutDecimals(metadata: FileMetaData): FileMetaData {
  const schema = metadata.schema.map((element) => {
    if (element.converted_type !== "DECIMAL") return element;
    const { converted_type: _, logical_type: __, ...rest } = element;
    return rest;
  });
  return { ...metadata, schema };
}

function bufferOf(file: File): AsyncBuffer {
  return {
    byteLength: file.size,
    slice: async (start, end = file.size) => (await readStart(file.slice(start, end), end - start)).buffer,
  };
}

async function understood<Value>(read: () => Promise<Value>, { name }: File): Promise<Value> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError(
      "unsupported-file",
      `${name} cannot be read as Parquet: it is damaged, encrypted, or packed in a way that is not known.`,
      {
        cause,
      },
    );
  }
}
