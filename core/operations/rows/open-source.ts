import { AppError } from "../../app-error.ts";
import type { DialectOverrides } from "../../csv/dialect.ts";
import { formatCount } from "../../csv/format-count.ts";
import type { IssueSummary } from "../../csv/issue.ts";
import type { ByteSource } from "../../csv/source/byte-source.ts";
import type { ParquetRows } from "../../ports/engine.ts";
import type { InputFile, RunContext } from "../operation.ts";
import { isParquetName } from "../results/parquet-name.ts";

/** What the reader reads of a file. */
export interface OpenedSource {
  source: ByteSource;
  /** How it is to be read, where the file itself says so. */
  dialect?: DialectOverrides;
  /** What was found before. */
  issues: IssueSummary[];
}

/**
 * A file's bytes, or, of a Parquet file, its rows as text: moments as ISO 8601, what consists of values as JSON, a value that is
 * missing as the empty text.
 * @throws AppError unsupported-file
 */
export async function openSource(
  { engine, signal }: Pick<RunContext<unknown>, "engine" | "signal">,
  file: InputFile,
): Promise<OpenedSource> {
  if (!isParquetName(file.name)) return { source: await file.open(signal), issues: [] };
  if (!engine)
    throw new AppError("unsupported-file", `“${file.name}” is a Parquet file, which this operation cannot read. Convert it to CSV first.`);
  const session = await engine.open(signal);
  try {
    const parquet = await session.readParquet(await file.open(signal));
    return { source: closing(parquet.csv, () => session.close()), dialect: ownDialect, issues: missingValues(parquet) };
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** Nothing is to be detected. */
const ownDialect: DialectOverrides = {
  encoding: "utf-8",
  delimiter: ",",
  quote: '"',
  escape: '"',
  comment: "",
  header: 1,
  skip: 0,
};

function closing(source: ByteSource, close: () => Promise<void>): ByteSource {
  return {
    read: (target) => source.read(target),
    async close() {
      try {
        await source.close();
      } finally {
        await close();
      }
    },
  };
}

function missingValues({ columns, nulls }: ParquetRows): IssueSummary[] {
  const count = nulls.reduce((sum, one) => sum + one, 0);
  if (count === 0) return [];
  const first = columns.flatMap(({ name }, index) => {
    const missing = nulls[index] ?? 0;
    if (missing === 0) return [];
    const message = `The column “${name}” has ${formatCount(missing)} missing values, which became empty.`;
    return [{ line: 1, record: null, column: index + 1, name, byte: null, message }];
  });
  return [{ code: "null-value", severity: "notice", count, first: first.slice(0, 10) }];
}
