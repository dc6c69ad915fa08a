import fc from "fast-check";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { describe, expect, it } from "vitest";
import { MemoryScratch } from "./testing/memory-scratch.ts";
import { type PublishOptions, publishText, type WrittenFile } from "./testing/publish-text.ts";

const bufferOf = ({ bytes }: WrittenFile): ArrayBuffer => bytes.slice().buffer as ArrayBuffer;
const metadataOf = (file: WrittenFile) => parquetMetadata(bufferOf(file));

async function rowsOf(files: readonly WrittenFile[]): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for (const file of files) for (const row of await parquetReadObjects({ file: bufferOf(file), compressors })) rows.push(row);
  return rows;
}

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const csv = (names: readonly string[], rows: readonly (readonly string[])[]) =>
  [names, ...rows].map((row) => `${row.map(cell).join(",")}\n`).join("");
const hour = (number: number) => new Date(Date.UTC(2026, 0, 1, number)).toISOString();
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }).filter((value) => !/[\0\uFEFF]/.test(value) && value.isWellFormed()),
  fc.constantFrom("", '"', '""', 'he said "no"', "a,b", "two\nlines", "\\", "Zoë", "李小龍", "x".repeat(300)),
  fc.constantFrom("open", "shipped", "delivered"),
);

describe("what is written", () => {
  it("is what was read, in every cell, whatever the order, the chunks, the memory and the size of files and row groups", async () => {
    const row = fc.record({ at: fc.integer({ min: 0, max: 40 }).map(hour), a: text, b: text });
    const sizes = fc.record({
      bufferBytes: fc.constantFrom(1, 40_000, 1_000_000),
      fileBytes: fc.constantFrom(500, 5_000, 1_000_000),
      rowGroupBytes: fc.constantFrom(1, 1_000, 1_000_000),
      chunkSize: fc.integer({ min: 1, max: 5_000 }),
      kernel: fc.constantFrom("wasm" as const, "plain" as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 200 }), sizes, async (rows, options) => {
        const numbered = rows.map(({ at, a, b }, index) => [String(index), at, a, b]);

        const { files } = await publishText(csv(["id", "at", "a", "b"], numbered), options);

        const found = (await rowsOf(files)).map(({ id, at, a, b }) => [id, at, a, b].map(String));
        expect(found.sort((x, y) => Number(x[0]) - Number(y[0]))).toEqual(numbered);
        const hours = files.map(({ partition: { year, month, day, hour: of }, n }) => `${year}-${month}-${day} ${of} ${n}`);
        expect(new Set(hours).size).toBe(files.length);
        expect(files.reduce((sum, file) => sum + file.rows, 0)).toBe(rows.length);
      }),
      { numRuns: 60 },
    );
  });

  it("has the hour's rows in the hour's file, with their time", async () => {
    const rows = ["2026-01-31T23:59:59.999999Z", "2026-02-01T00:00:00+01:00", "2026-02-01 00:30", "1969-12-31T23:00:00.5Z"];

    const { files } = await publishText(
      csv(
        ["at", "id"],
        rows.map((at, index) => [at, String(index)]),
      ),
    );

    const [first, second, third] = files;
    expect(files.map(({ partition }) => partition)).toEqual([
      { year: 1969, month: 12, day: 31, hour: 23 },
      { year: 2026, month: 1, day: 31, hour: 23 },
      { year: 2026, month: 2, day: 1, hour: 0 },
    ]);
    expect((await rowsOf([first as WrittenFile]))[0]).toMatchObject({ id: "3", _time: new Date("1969-12-31T23:00:00.500Z") });
    expect((await rowsOf([second as WrittenFile])).map(({ id }) => id)).toEqual(["0", "1"]);
    expect((await rowsOf([third as WrittenFile])).map(({ id }) => id)).toEqual(["2"]);
    expect(second).toMatchObject({
      rows: 2,
      from: Date.parse("2026-01-31T23:00:00Z") / 1000,
      to: Date.parse("2026-01-31T23:59:59Z") / 1000,
    });
  });

  it("keeps types and gives nothing where a typed cell is empty", async () => {
    const rows = [
      ["2026-01-01", "7", "-12.5", "TRUE", "2024-02-29", "2026-01-01T12:00:00.25+02:00"],
      ["2026-01-01", "", "", "", "", ""],
      ["2026-01-01", "-9223372036854775808", ".5", "0", "1969-12-31", "1960-01-01 00:00:00.001"],
      [
        "2026-01-01",
        "+0009223372036854775807",
        "99999999999999999999999999999.999999999",
        "1",
        "0001-01-01",
        "9999-12-31T23:59:59.9999999Z",
      ],
      ["2026-01-01", "0", "1e5", "false", "9999-12-31", "2026-01-01"],
    ];
    const types = { i: "integer", d: "decimal", b: "boolean", day: "date", t: "timestamp" } as const;

    const { files } = await publishText(csv(["at", "i", "d", "b", "day", "t"], rows), { types });

    const found = await rowsOf(files);
    expect(found.map(({ i }) => i)).toEqual([7n, null, -(2n ** 63n), 2n ** 63n - 1n, 0n]);
    expect(found.map(({ d }) => d)).toEqual([-12.5, null, 0.5, expect.closeTo(1e29, -20), 100_000]);
    expect(found.map(({ b }) => b)).toEqual([true, null, false, true, false]);
    const days = found.map(({ day }) => (day instanceof Date ? day.toISOString().slice(0, 10) : day));
    expect(days).toEqual(["2024-02-29", null, "1969-12-31", "0001-01-01", "9999-12-31"]);
    const times = found.map(({ t }) => (t instanceof Date ? t.toISOString() : t));
    const wanted = ["2026-01-01T10:00:00.250Z", null, "1960-01-01T00:00:00.001Z", "9999-12-31T23:59:59.999Z", "2026-01-01T00:00:00.000Z"];
    expect(times).toEqual(wanted);
  });

  it("says the least and the greatest value and the nulls of each column", async () => {
    const rows = [5, -3, 2 ** 40, 8].map((value) => ["2026-01-01", String(value), `${value}.25`, `2026-01-0${value === 5 ? 5 : 1}`]);

    const { files } = await publishText(csv(["at", "i", "d", "day"], [...rows, ["2026-01-01", "", "", ""]]), {
      types: { i: "integer", d: "decimal", day: "date" },
    });

    const columns = metadataOf(files[0] as WrittenFile).row_groups[0]?.columns ?? [];
    const statistics = columns.map(({ meta_data }) => meta_data?.statistics);
    expect(statistics[1]).toMatchObject({ null_count: 1n, min_value: -3n, max_value: 2n ** 40n });
    expect(statistics[2]).toMatchObject({ null_count: 1n, min_value: -3.25, max_value: 2 ** 40 + 0.25 });
    expect(statistics[3]).toMatchObject({ min_value: new Date("2026-01-01"), max_value: new Date("2026-01-05") });
    expect(statistics[4]).toMatchObject({ null_count: 0n, min_value: new Date("2026-01-01"), max_value: new Date("2026-01-01") });
  });
});

describe("rows that are not as the others", () => {
  it("keeps a cell that is larger than a page, and one larger than the memory for rows", async () => {
    const rows = [3_000_000, 1, 200_000].map((length) => ["2026-01-01", "é".repeat(length)]);

    const { files } = await publishText(csv(["at", "text"], rows), { bufferBytes: 100_000, chunkSize: 65_536 });

    expect((await rowsOf(files)).map(({ text: found }) => found)).toEqual(rows.map(([, value]) => value));
  });

  it("writes ten thousand columns", async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `c${index}`);
    const rows = [1, 2, 3].map((row) => names.map((name) => `${name}-${row}`));

    const { files } = await publishText(
      csv(
        ["at", ...names],
        rows.map((row) => ["2026-01-01", ...row]),
      ),
    );

    const found = await rowsOf(files);
    expect(found.map((row) => names.map((name) => row[name]))).toEqual(rows);
  });

  it("puts a surplus into a column of its own, which is not there otherwise", async () => {
    const some = 'at,a\n2026-01-01,1,"x ""y""",z\n2026-01-01\n2026-01-01,2\n';

    const ragged = await publishText(some);
    const plain = await publishText("at,a\n2026-01-01,1\n");
    const lines = '{"at":"2026-01-01","a":1}\n{"at":"2026-01-01","a":2,"b":{"c":[3]}}\n';
    const json = await publishText(lines, { detectionBytes: 30 });

    expect((await rowsOf(ragged.files)).map(({ a, _extra }) => [a, _extra])).toEqual([
      ["1", '["x \\"y\\"","z"]'],
      ["", null],
      ["2", null],
    ]);
    expect([ragged.hasExtra, plain.hasExtra]).toEqual([true, false]);
    expect(Object.keys((await rowsOf(plain.files))[0] ?? {})).toEqual(["at", "a", "_time"]);
    expect((await rowsOf(json.files)).map(({ _extra }) => _extra)).toEqual([null, '{"b":{"c":[3]}}']);
  });

  it("reads values in a notation of the file's own", async () => {
    const reads = { d: (value: string) => value.replace(",", ".") };

    const { files } = await publishText(
      csv(
        ["at", "d"],
        [
          ["2026-01-01", "1,5"],
          ["2026-01-01", ""],
        ],
      ),
      { types: { d: "decimal" }, reads },
    );

    expect((await rowsOf(files)).map(({ d }) => d)).toEqual([1.5, null]);
  });

  it("says so when a value cannot be stored as what it was checked to be", async () => {
    const write = (value: string) => publishText(csv(["at", "i"], [["2026-01-01", value]]), { types: { i: "integer" } });

    for (const value of ["x", "1.5", "9223372036854775808", "--1", "+"]) {
      await expect(write(value)).rejects.toMatchObject({ code: "unaccounted" });
    }
  });

  it("leaves the dictionary when there are too many different texts, in any page", async () => {
    const values = Array.from({ length: 150_000 }, (_, index) => (index < 100_000 ? `s${index % 3}` : `d${index}`));
    const rows = values.map((value) => ["2026-01-01", value, "same"]);

    const { files } = await publishText(csv(["at", "text", "one"], rows), { chunkSize: 1_000_000, blockRecords: 20_000 });

    const found = await rowsOf(files);
    expect(found.map(({ text: value }) => value)).toEqual(values);
    expect(found.every(({ one }) => one === "same")).toBe(true);
    expect(metadataOf(files[0] as WrittenFile).row_groups[0]?.columns[1]?.meta_data?.encodings).toEqual(["PLAIN", "RLE", "RLE_DICTIONARY"]);
  });
});

describe("room", () => {
  const manyHours = (count: number, rows: number) =>
    csv(
      ["at", "text"],
      Array.from({ length: rows }, (_, index) => [hour((index * 7919) % count), `row ${index}`.padEnd(60, ".")]),
    );

  it("is taken on scratch for what exceeds the memory for rows, and given back", async () => {
    const small = await publishText(manyHours(3, 50));
    const large = await publishText(manyHours(200, 20_000), { bufferBytes: 500_000 });

    expect([small.scratch.opened, small.scratch.closed]).toEqual([0, 0]);
    expect([large.scratch.opened, large.scratch.closed]).toEqual([1, 1]);
    expect(large.scratch.written).toBeGreaterThan(20_000 * 80);
    const order = (await rowsOf(large.files)).map(({ text: value }) => String(value)).sort(byText);
    expect(order).toEqual(Array.from({ length: 20_000 }, (_, index) => `row ${index}`.padEnd(60, ".")).sort(byText));
  });

  it("that runs out on scratch fails the job, and the scratch is closed", async () => {
    const scratch = new MemoryScratch(100_000);

    await expect(publishText(manyHours(20, 20_000), { bufferBytes: 50_000, scratch })).rejects.toThrow("No space is left");
    expect([scratch.opened, scratch.closed]).toEqual([1, 1]);
  });

  it("is there for ten thousand hours, and not for more", async () => {
    await expect(publishText(manyHours(10_001, 10_001))).rejects.toMatchObject({ code: "too-many-partitions" });
  });

  it("does not become more with the rows: pages wait for the compressor", async () => {
    let waiting = 0;
    let most = 0;
    const compress: PublishOptions["compress"] = async (bytes) => {
      waiting += bytes.length;
      most = Math.max(most, waiting);
      await new Promise((resolve) => setTimeout(resolve, 1));
      waiting -= bytes.length;
      return bytes;
    };
    const rows = Array.from({ length: 60_000 }, (_, index) => ["2026-01-01", `${index}`.padEnd(600, "-")]);

    await publishText(csv(["at", "text"], rows), { compress, rowGroupBytes: 4_000_000, chunkSize: 1_000_000 });

    expect(most).toBeLessThan(12_000_000);
  });

  it("fails with what the compressor, or whoever takes the bytes, fails with", async () => {
    const compress = async () => Promise.reject(new Error("The thread died."));

    await expect(publishText("at,a\n2026-01-01,1\n", { compress })).rejects.toThrow("The thread died.");
  });
});
