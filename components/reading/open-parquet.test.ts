import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inspectFile } from "./inspect-file.ts";
import { previewOutput } from "./preview-output.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "look-parquet-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function made(select: string, options = ""): Promise<File> {
  const path = join(folder, "made.parquet");
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet${options})`);
  connection.closeSync();
  return new File([new Uint8Array(await readFile(path))], "made.parquet");
}

const reading = () => ({ signal: new AbortController().signal, pause: async () => undefined });

describe("a Parquet file on this device", () => {
  it("shows its columns, how many rows it has, and the first ones exactly as the job will write them", async () => {
    const file = await made(`SELECT 9007199254740993::BIGINT AS big, -0.10::DECIMAL(20, 2) AS price, 0.05::DECIMAL(38, 3) AS wide,
      0.1::DOUBLE AS double, 0.1::FLOAT AS single, 2::DOUBLE AS whole, true AS yes, DATE '2024-02-29' AS day,
      TIMESTAMP '2024-02-29 23:59:59.123456' AS moment, TIMESTAMPTZ '2024-02-29 23:59:59+02' AS zoned, TIMESTAMP '1969-12-31 23:59:59.5' AS past,
      TIME '01:02:03' AS clock, [1, 2] AS list, {'a': 'q"', 'b': NULL} AS struct, 'ab'::BLOB AS bytes, NULL::VARCHAR AS nothing,
      '00000000-0000-0000-0000-000000000001'::UUID AS id, 'Ä"b' AS text FROM range(300)`);

    const look = await inspectFile(file, reading());

    if (look.kind !== "parquet") throw new Error(JSON.stringify(look));
    expect(look.parquet).toMatchObject({ records: 300, rowGroups: 1 });
    expect(look.parquet.preview).toHaveLength(200);
    expect(look.parquet.preview[0]).toEqual([
      ...[
        "9007199254740993",
        "-0.10",
        "0.050",
        "0.1",
        "0.1",
        "2.0",
        "true",
        "2024-02-29",
        "2024-02-29T23:59:59.123456",
        "2024-02-29T21:59:59Z",
      ],
      ...["1969-12-31T23:59:59.5", "01:02:03", "[1,2]", '{"a":"q\\"","b":null}', "YWI=", "", "00000000-0000-0000-0000-000000000001", 'Ä"b'],
    ]);
    expect(look.parquet.columns.slice(0, 4)).toEqual([
      { name: "big", type: "integer" },
      { name: "price", type: "decimal(20, 2)" },
      { name: "wide", type: "decimal(38, 3)" },
      { name: "double", type: "double" },
    ]);
  });

  it.each(["uncompressed", "snappy", "gzip", "zstd", "lz4_raw", "brotli"])("may be packed as %s", async (codec) => {
    const look = await inspectFile(await made("SELECT i, 'text ' || i AS t FROM range(1000) AS r(i)", `, COMPRESSION ${codec}`), reading());

    expect(look).toMatchObject({ kind: "parquet", parquet: { records: 1000 } });
    expect(look.kind === "parquet" && look.parquet.preview[199]).toEqual(["199", "text 199"]);
  });

  it("goes through an operation, the first thousand rows of it", async () => {
    const file = await made("SELECT i AS id, CASE WHEN i % 2 = 0 THEN 'a,\"b' END AS t FROM range(5000) AS r(i)");

    const answer = await previewOutput([file], { operation: "convert", params: { to: "ndjson" }, onBadRow: "keep", ...reading() });

    expect(answer).toMatchObject({ rowCount: 1000, complete: false, columns: [{ name: "id" }, { name: "t" }] });
    expect(answer.text?.split("\n").slice(0, 2)).toEqual(['{"id":"0","t":"a,\\"b"}', '{"id":"1","t":""}']);
    expect(answer.issues).toMatchObject([{ code: "null-value", count: 500 }]);
  });

  it("says so when it is damaged", async () => {
    const whole = await made("SELECT 1 AS a");
    const look = await inspectFile(new File([whole.slice(0, 40)], "cut.parquet"), reading());

    expect(look).toMatchObject({ kind: "unusable", reason: expect.stringContaining("cut.parquet cannot be read as Parquet") });
  });
});
