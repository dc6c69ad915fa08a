import type { ByteSource } from "#core/csv/index";
import { distinctNames } from "#core/operations/rows/distinct-names";
import type { EngineAnswer, QueryColumn } from "#core/ports/engine";
import { readAnswer } from "./answer.ts";
import { toEngineError } from "./engine-error.ts";
import type { Session } from "./engine-session.ts";
import { quoteName, toName } from "./sql-text.ts";
import { feedStatement } from "./statement-input.ts";
import { groupRows, readNullableCsv, writeParquet } from "./statements.ts";

/** Types of Athena, and what reads their text. */
const readers: readonly (readonly [RegExp, (text: string, type: string) => string])[] = [
  [
    /^(tinyint|smallint|integer|int|bigint|double|boolean|date|decimal\(\d+, ?\d+\))$/,
    (text, type) => `CAST(${text} AS ${type.toUpperCase()})`,
  ],
  [/^(real|float)$/, (text) => `CAST(${text} AS FLOAT)`],
  [/^timestamp(\(\d+\))? with time zone$/, (text) => `CAST(${text} AS TIMESTAMPTZ)`],
  [/^timestamp(\(\d+\))?$/, (text) => `CAST(${text} AS TIMESTAMP)`],
  [/^varbinary$/, (text) => `unhex(replace(${text}, ' ', ''))`],
];

const chunkBytes = 1024 * 1024;

/** An answer that Athena computed: its CSV has a header, quotes every text, and leaves what is missing empty without quotes. */
export async function loadAnswer(session: Session, csv: ByteSource, columns: readonly QueryColumn[]): Promise<EngineAnswer> {
  const { process, folder } = session;
  const names = distinctNames(
    columns.map(({ name }, index) => toName(name, index)),
    { foldCase: true },
  );
  const typed = columns.map(({ type }, index) => `${readAs(`c${index}`, type)} AS ${quoteName(names[index] ?? "")}`);
  // A name of the header may have lines of its own.
  const headerLines = 1 + columns.reduce((lines, { name }) => lines + (name.match(/\n/g)?.length ?? 0), 0);
  const pipe = await folder.pipe();
  const path = folder.file("parquet");
  const select = `SELECT ${typed.join(", ")} FROM ${readNullableCsv(pipe, columns.length, headerLines)}`;
  const copy = writeParquet(select, path, { groupRows: groupRows(columns.length), level: 1 });
  const input = feedStatement(pipe, process.run(copy));
  const chunk = new Uint8Array(chunkBytes);
  try {
    for (let read = await csv.read(chunk); read > 0; read = await csv.read(chunk)) await input.write(chunk.slice(0, read));
    await input.end();
  } catch (error) {
    toEngineError(error);
  } finally {
    await csv.close();
  }
  return await readAnswer(session, path).catch(toEngineError);
}

function readAs(text: string, type: string): string {
  const [, read] = readers.find(([pattern]) => pattern.test(type.toLowerCase())) ?? [];
  return read ? read(text, type) : text;
}
