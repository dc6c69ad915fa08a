import { type ByteSource, toByteSource } from "#core/csv/index";
import type { QueryColumn, QueryForm, QueryRows } from "#core/ports/engine";
import { toCell, toJson } from "./column-text.ts";
import { tooLarge } from "./engine-process.ts";
import type { Session } from "./engine-session.ts";
import { asArray, headerLine, startingWith } from "./result-frame.ts";
import { quoteName, quoteText } from "./sql-text.ts";
import { readStatement } from "./statement-output.ts";
import { groupRows, numbered, writeLines, writeParquet } from "./statements.ts";

type Form = QueryForm | "rows";

interface WrittenRows {
  select: string;
  /** As the rows shall call them, and as SQL typed them. */
  columns: readonly QueryColumn[];
  form: Form;
  /** @throws always */
  fail: (error: unknown) => never;
}

/** Rows of a statement as a whole file of that form. */
export async function writeRows({ process, folder, options }: Session, { select, columns, form, fail }: WrittenRows): Promise<QueryRows> {
  const pipe = await folder.pipe();
  const sqlToRun = writeResult(select, columns, form, pipe);
  const output = readStatement(pipe, () => process.runFor(sqlToRun, options.queryTimeoutMs));
  const bytes = toByteSource(framed(output.chunks, columns, form));
  return {
    columns,
    bytes: { read: bounded(bytes, options.diskBytes, fail), close: async () => output.close() },
    rows: () => output.rows.catch(fail),
  };
}

/** An answer is no larger than what a run could have kept on its disk. */
function bounded(bytes: ByteSource, maxBytes: number, fail: (error: unknown) => never): ByteSource["read"] {
  let total = 0;
  return async (target) => {
    const read = await bytes.read(target).catch(fail);
    total += read;
    if (total > maxBytes) throw tooLarge();
    return read;
  };
}

const delimiters = { csv: ",", tsv: "\t" } as const;

function writeResult(sql: string, columns: readonly QueryColumn[], form: Form, path: string): string {
  const from = numbered(sql, columns.length);
  if (form === "parquet") {
    const names = columns.map(({ name }, index) => `q${index} AS ${quoteName(name)}`);
    return writeParquet(`SELECT ${names.join(", ")} FROM ${from}`, path, { groupRows: groupRows(columns.length) });
  }
  return writeLines(`SELECT ${rowOf(columns, form)} FROM ${from}`, path);
}

function rowOf(columns: readonly QueryColumn[], form: Exclude<Form, "parquet">): string {
  if (form === "csv" || form === "tsv") return delimitedRow(columns, delimiters[form]);
  if (form === "rows") return jsonList(columns);
  return jsonRow(columns, form === "json" ? "}," : "}");
}

function jsonList(columns: readonly QueryColumn[]): string {
  const values = columns.flatMap((column, index) => [quoteText(index === 0 ? "[" : ","), toJson(`q${index}`, column)]);
  return concatenated([...values, "']'"]);
}

function jsonRow(columns: readonly QueryColumn[], end: string): string {
  const members = columns.flatMap((column, index) => {
    const key = `${index === 0 ? "{" : ","}${JSON.stringify(column.name)}:`;
    return [quoteText(key), toJson(`q${index}`, column)];
  });
  return concatenated([...members, quoteText(end)]);
}

function delimitedRow(columns: readonly QueryColumn[], delimiter: string): string {
  const cells = columns.flatMap((column, index) => {
    const cell = toCell(`q${index}`, column, { delimiter, alone: columns.length === 1 });
    return index === 0 ? [cell] : [quoteText(delimiter), cell];
  });
  return concatenated([...cells, "chr(13)"]);
}

/** One call: `||` between a thousand parts would be deeper than DuckDB reads. No part is null, which this would pass over. */
function concatenated(parts: readonly string[]): string {
  return `concat(${parts.join(", ")})`;
}

/** With what stands before, between and after the rows. */
function framed(rows: AsyncIterable<Uint8Array>, columns: readonly QueryColumn[], form: Form): AsyncIterable<Uint8Array> {
  if (form === "parquet" || form === "ndjson" || form === "rows") return rows;
  if (form === "json") return asArray(rows);
  const names = columns.map(({ name }) => name);
  return startingWith(headerLine(names, delimiters[form]), rows);
}
