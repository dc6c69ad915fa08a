import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type ByteSource, toByteSource } from "#core/csv/index";
import type { EngineSession, SurplusCells } from "#core/ports/engine";
import { createEngine } from "./create-engine.ts";
import { readBytes, readText } from "./testing/read-text.ts";

// Each starts processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let scratchDir = "";
let session: EngineSession;
beforeAll(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), "parquet-"));
  session = await createEngine({ scratchDir }).open(new AbortController().signal);
});
afterAll(async () => {
  await session.close();
  await rm(scratchDir, { recursive: true });
});

type Row = readonly string[];

const cell = (text: string) => (/[",\r\n]|^$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const line = (row: Row) => `${row.map(cell).join(",")}\n`;

async function write(columns: readonly string[], rows: readonly Row[], surplus: readonly SurplusCells[] = []): Promise<ByteSource> {
  const writer = await session.createParquet(columns);
  for (const row of rows) await writer.write(new TextEncoder().encode(line(row)));
  for (const cells of surplus) await writer.surplus(cells);
  const { rows: written, file } = await writer.close();
  expect(written).toBe(rows.length);
  return file;
}

/** What DuckDB finds in a file, which is what others find. */
async function look(file: ByteSource, sql: string): Promise<unknown> {
  const path = join(scratchDir, "look.parquet");
  await writeFile(path, await readBytes(file));
  const connection = await (await DuckDBInstance.create()).connect();
  const rows = await (await connection.run(sql.replaceAll("FILE", `'${path}'`))).getRowsJson();
  connection.closeSync();
  return rows;
}

async function made(select: string): Promise<ByteSource> {
  const path = join(scratchDir, "made.parquet");
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(`SET TimeZone = 'UTC'`);
  await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  const bytes = await readFile(path);
  return toByteSource(
    (async function* () {
      yield bytes;
    })(),
  );
}

describe("a Parquet file that was written", () => {
  it("has columns under their very names, text as it was, and is packed by zstd", async () => {
    const file = await write(["a", "B", "__proto__", 'q"q', " "], [["007", "", "NULL", "1e5", "\u0000"]]);

    expect(
      await look(file, "SELECT list(name), list(DISTINCT converted_type) FROM parquet_schema(FILE) WHERE num_children IS NULL"),
    ).toEqual([[["a", "B", "__proto__", 'q"q', " "], ["UTF8"]]]);
  });

  it("gives back the same values, whatever they are", async () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("", "\0", '"', "\r\n", ",", "NULL", "\\N", "#", "\ufeff", "'"));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { maxLength: 20 }), async (rows) => {
        const wellFormed = rows.map((row) => row.map((value) => value.toWellFormed()));
        const read = await session.readParquet(await write(["a", "b"], wellFormed));

        expect(Papa.parse(await readText(read.csv), { delimiter: ",", newline: "\n" }).data).toEqual([["a", "b"], ...wellFormed, [""]]);
        expect(read).toMatchObject({ rows: rows.length, nulls: [0, 0] });
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it("holds cells beyond its columns as a list, only where there are any", async () => {
    const file = await write(
      ["a", "_extra"],
      [
        ["1", "x"],
        ["2", "y"],
        ["3", "z"],
      ],
      [{ row: 1, cells: ["", 'q"'] }],
    );

    expect(await look(file, "SELECT * FROM FILE")).toEqual([
      ["1", "x", null],
      ["2", "y", ["", 'q"']],
      ["3", "z", null],
    ]);
  });

  it("calls names that differ in case alone by others, and says how", async () => {
    const writer = await session.createParquet(["a", "A", ""]);
    await writer.close();

    expect(writer.columns).toEqual(["a", "A_2", "column_3"]);
  });

  it("may have ten thousand columns, and cells of a mebibyte", async () => {
    const columns = Array.from({ length: 10_000 }, (_, index) => `c${index}`);
    const wide = await write(columns, [columns]);
    const long = await write(["a"], [["ä".repeat(1 << 19)], ['"'.repeat(1 << 20)]]);

    expect(await look(wide, "SELECT c9999 FROM FILE")).toEqual([["c9999"]]);
    expect(await look(long, "SELECT length(a) FROM FILE ORDER BY 1")).toEqual([["524288"], ["1048576"]]);
  }, 60_000);
});

describe("a Parquet file that others wrote", () => {
  it("is read exactly: numbers digit by digit, moments as ISO 8601, what consists of values as JSON", async () => {
    const read = await session.readParquet(
      await made(`SELECT 9007199254740993::BIGINT AS big, 0.10::DECIMAL(20, 2) AS price, 0.1::DOUBLE AS float, true AS yes,
        DATE '2024-02-29' AS day, TIMESTAMP '2024-02-29 23:59:59.123456' AS moment, TIMESTAMPTZ '2024-02-29 23:59:59+02' AS zoned,
        TIME '01:02:03' AS clock, [1, 2] AS list, {'a': 'q"', 'b': NULL} AS struct, MAP {'k': 1} AS map, 'ab'::BLOB AS bytes,
        NULL::VARCHAR AS nothing, '00000000-0000-0000-0000-000000000001'::UUID AS id`),
    );

    expect(await readText(read.csv)).toBe(
      `${read.columns.map(({ name }) => name).join(",")}\n` +
        `9007199254740993,0.10,0.1,true,2024-02-29,2024-02-29T23:59:59.123456,2024-02-29T21:59:59Z,01:02:03,"[1,2]",` +
        `"{""a"":""q\\"""",""b"":null}","{""k"":1}",YWI=,"",00000000-0000-0000-0000-000000000001\n`,
    );
    expect(read.nulls).toEqual(read.columns.map(({ name }) => (name === "nothing" ? 1 : 0)));
  });

  it("keeps an only column's empty and missing values, which are no blank lines", async () => {
    const lone = await session.readParquet(await made("SELECT unnest(['x', NULL, '']) AS a"));

    expect(await readText(lone.csv)).toBe('"a"\n"x"\n""\n""\n');
    expect(lone.nulls).toEqual([1]);
  });

  it("is refused when it is none, cut, or changed", async () => {
    const whole = await readBytes(await write(["a"], [["1"]]));
    const source = (bytes: Uint8Array) =>
      toByteSource(
        (async function* () {
          yield bytes;
        })(),
      );

    for (const bytes of [
      new Uint8Array(),
      whole.subarray(0, 20),
      whole.subarray(0, -4),
      new TextEncoder().encode("PAR1 but no more PAR1"),
    ]) {
      await expect(session.readParquet(source(bytes)).then(({ csv }) => readText(csv))).rejects.toMatchObject({ code: "unsupported-file" });
    }
  });
});
