import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { publishText } from "#core/parquet/testing/publish-text";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lake-files-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const types = { i: "integer", d: "decimal", b: "boolean", day: "date", t: "timestamp" } as const;

/** What DuckDB finds in files of the lake, by the hour. */
async function look(text: string, sql: string): Promise<unknown> {
  const { files } = await publishText(text, { types, bufferBytes: 100_000, rowGroupBytes: 20_000 });
  const place = await mkdtemp(join(folder, "files-"));
  for (const [index, { bytes }] of files.entries()) await writeFile(join(place, `${index}.parquet`), bytes);
  const connection = await (await DuckDBInstance.create()).connect();
  const rows = await (await connection.run(sql.replaceAll("FILES", `'${place}/*.parquet'`))).getRowsJson();
  connection.closeSync();
  return rows;
}

it("has types that the database knows", async () => {
  const described = await look(
    "at,i,d,b,day,t,name\n2026-01-01,1,2.5,true,2026-01-01,2026-01-01T10:00:00,x,y\n",
    "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM FILES)",
  );

  const stamp = "TIMESTAMP";
  expect(described).toEqual([
    ["at", "VARCHAR"],
    ["i", "BIGINT"],
    ["d", "DECIMAL(38,9)"],
    ["b", "BOOLEAN"],
    ["day", "DATE"],
    ["t", stamp],
    ["name", "VARCHAR"],
    ["_time", stamp],
    ["_extra", "VARCHAR"],
  ]);
});

it("has the values that were read, exactly", async () => {
  const text = [
    "at,i,d,b,day,t,name",
    '2026-01-01T05:00:00.000001Z,-9223372036854775808,-99999999999999999999999999999.999999999,1,0001-01-01,1900-01-01T00:00:00.000001Z,"a ""b"" ü"',
    "2026-01-01T05:10:00Z,9223372036854775807,123456789012345678.000000001,FALSE,9999-12-31,2026-01-01 12:00+05:30,",
    "2026-01-01T05:20:00Z,,,,,,李",
  ];

  const rows = await look(`${text.join("\n")}\n`, "SELECT i, d, b, day, t, name, _time FROM FILES ORDER BY _time");

  const rest = "2026-01-01 05:20:00";
  expect(rows).toEqual([
    [
      ...["-9223372036854775808", "-99999999999999999999999999999.999999999", true, "0001-01-01"],
      ...["1900-01-01 00:00:00.000001", 'a "b" ü', "2026-01-01 05:00:00.000001"],
    ],
    [
      ...["9223372036854775807", "123456789012345678.000000001", false, "9999-12-31"],
      ...["2026-01-01 06:30:00", "", "2026-01-01 05:10:00"],
    ],
    [null, null, null, null, null, "李", rest],
  ]);
});

it("has many pages, row groups and files with nulls in between, and statistics that rows are found by", async () => {
  const lines = Array.from({ length: 6_000 }, (_, index) => {
    const at = new Date(Date.UTC(2026, 0, 1, (index * 31) % 24)).toISOString();
    const isEmpty = index % 7 === 0;
    return `${at},${isEmpty ? "" : index},${isEmpty ? "" : index / 4},${index % 3 === 0},,,n${index % 11}`;
  });
  const sum = (of: (index: number) => number) => lines.reduce((total, _, index) => total + (index % 7 === 0 ? 0 : of(index)), 0);

  const [row] = (await look(
    `at,i,d,b,day,t,name\n${lines.join("\n")}\n`,
    `SELECT count(*)::INT, count(i)::INT, sum(i)::DOUBLE, sum(d)::DOUBLE, count(*) FILTER (b)::INT, count(DISTINCT name)::INT, count(day)::INT,
       (SELECT count(*) FROM FILES WHERE i = 5998)::INT, (SELECT count(*) FROM FILES WHERE d BETWEEN 100 AND 101)::INT,
       (SELECT count(*) FROM FILES WHERE _time = '2026-01-01 07:00:00')::INT FROM FILES`,
  )) as unknown[][];

  const sums = [sum((index) => index), sum((index) => index / 4)];
  expect(row).toEqual([6_000, lines.length - Math.ceil(6_000 / 7), ...sums, 2_000, 11, 0, 1, 5, 250]);
});
