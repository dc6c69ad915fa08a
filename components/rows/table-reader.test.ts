import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { createEngine } from "#engine/create-engine";
import { readBytes } from "#engine/testing/read-text";
import type { ByteFile } from "./byte-file.ts";
import { openTableFile, type TableFile } from "./table-file.ts";
import { TableReader } from "./table-reader.ts";

// The engine starts a process, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const rowCount = 30_000;
const names = ["id", "city", "amount", "note"];
const cities = ["Bergen", "Oslo", "Zürich", "東京", ""];
const rowAt = (row: number) => [
  String(row).padStart(8, "0"),
  cities[row % cities.length] ?? "",
  String((row * 7919) % rowCount),
  row % 1000 === 999 ? 'two\nlines, "quoted"' : `note ${row} ${noise(row)}`,
];
/** So that the file is larger than what comes with its footer. */
const noise = (row: number) =>
  Array.from({ length: 8 }, (_, index) =>
    Math.imul(row * 8 + index + 1, 2_654_435_761)
      .toString(36)
      .slice(-5),
  ).join("");
const { signal } = new AbortController();
const ignore = () => undefined;

let bytes: Uint8Array;
beforeAll(async () => {
  const scratchDir = await mkdtemp(join(tmpdir(), "rows-"));
  const session = await createEngine({ scratchDir }).open(signal);
  // Cut small, so that there are many groups to choose from.
  const writer = await session.createRows(names, { rows: rowCount, bytes: rowCount * 2000 });
  const encoder = new TextEncoder();
  for (let row = 0; row < rowCount; row += 1) {
    await writer.write(
      encoder.encode(
        `${rowAt(row)
          .map((cell) => `"${cell.replaceAll('"', '""')}"`)
          .join(",")}\n`,
      ),
    );
  }
  const written = await writer.close();
  bytes = new Uint8Array(await readBytes(await written.open()));
  await session.close();
  await rm(scratchDir, { recursive: true });
});

interface Counted extends ByteFile {
  ranges: { from: number; to: number }[];
}

function counted(): Counted {
  const ranges: Counted["ranges"] = [];
  return {
    bytes: bytes.length,
    ranges,
    read: async (from, to, reading) => {
      reading.throwIfAborted();
      ranges.push({ from, to });
      return bytes.slice(from, to).buffer as ArrayBuffer;
    },
  };
}

async function open(): Promise<{ file: Counted; table: TableFile; reader: TableReader }> {
  const file = counted();
  const table = await openTableFile(file, signal);
  file.ranges.length = 0;
  return { file, table, reader: new TableReader(table) };
}

describe("rows of a Parquet file as the engine writes it", () => {
  it("are the rows that were written, through the last one", async () => {
    const { reader } = await open();

    const { rows } = await reader.rows({ from: rowCount - 3000, to: rowCount + 50, order: 0 }, signal);

    expect(rows).toEqual(Array.from({ length: 3000 }, (_, index) => rowAt(rowCount - 3000 + index)));
  });

  it("cost a jump no more than the row group that they are in, and the one ahead", async () => {
    const { file, table, reader } = await open();
    expect(table.groups.length).toBeGreaterThan(10);

    await reader.rows({ from: 17_000, to: 17_040, order: 0 }, signal);

    const wanted = table.groups.findIndex(({ toRow }) => toRow > 17_000);
    const [group, ahead] = table.groups.slice(wanted, wanted + 2);
    expect(file.ranges).toEqual([
      { from: group?.from, to: group?.to },
      { from: ahead?.from, to: ahead?.to },
    ]);
  });

  it("are not read again when they were read before", async () => {
    const { file, reader } = await open();
    await reader.rows({ from: 0, to: 40, order: 0 }, signal);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const read = file.ranges.length;

    await reader.rows({ from: 20, to: 60, order: 0 }, signal);

    expect(file.ranges.length).toBe(read);
  });

  it("are given up when nobody waits for them any more", async () => {
    const controller = new AbortController();
    let stopped = false;
    const table = await openTableFile(counted(), signal);
    const never: TableFile = {
      ...table,
      readGroup: (_, reading) =>
        new Promise((_, reject) => {
          reading.addEventListener("abort", () => {
            stopped = true;
            reject(reading.reason);
          });
        }),
    };
    const reading = new TableReader(never).rows({ from: 0, to: 10, order: 0 }, controller.signal);

    controller.abort();

    await expect(reading).rejects.toThrow();
    expect(stopped).toBe(true);
  });
});

describe("rows in another order", () => {
  it("go by a column that alone is read, and know their places", async () => {
    const { file, table, reader } = await open();

    const { order, rowCount: count } = await reader.arrange({ sort: { column: 2, descending: true }, filters: [] }, signal, ignore);

    expect(count).toBe(rowCount);
    const read = file.ranges.reduce((sum, { from, to }) => sum + to - from, 0);
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThanOrEqual(table.columnBytes(2));
    const { rows, places } = await reader.rows({ from: 0, to: 3, order }, signal);
    expect(rows.map((row) => row[2])).toEqual(["29999", "29998", "29997"]);
    expect(Array.from(places, rowAt)).toEqual(rows);
  });

  it("are only those that are asked for", async () => {
    const { reader } = await open();
    const filters = [
      { column: 1, kind: "contains", text: "zür" },
      { column: 3, kind: "contains", text: "note 12" },
    ] as const;

    const { order, rowCount: count } = await reader.arrange({ sort: null, filters }, signal, ignore);

    const expected = Array.from({ length: rowCount }, (_, row) => rowAt(row)).filter(
      (row) => row[1] === "Zürich" && row[3]?.includes("note 12"),
    );
    expect((await reader.rows({ from: 0, to: count, order }, signal)).rows).toEqual(expected);
  });

  it("say how far they are", async () => {
    const { table, reader } = await open();
    const told: number[] = [];

    await reader.arrange({ sort: null, filters: [{ column: 1, kind: "empty", text: "" }] }, signal, (done) => told.push(done));

    expect(told.at(-1)).toBe(table.groups.length);
  });

  it("are refused in a sentence where a browser cannot", async () => {
    const table = await openTableFile(counted(), signal);
    const reader = new TableReader({ ...table, rows: 10_000_000 });

    const sorting = reader.arrange({ sort: { column: 0, descending: false }, filters: [] }, signal, ignore);

    await expect(sorting).rejects.toThrow(
      "The browser sorts at most 2,000,000 rows, and these are 10,000,000. Run a query over the file instead.",
    );
  });
});

describe("a cell that is looked for", () => {
  const search = { column: 3, kind: "contains", text: "QUOTED", order: 0 } as const;

  it("is found onwards and backwards, row after row", async () => {
    const { reader } = await open();
    const find = (from: number, direction: 1 | -1) => reader.find({ ...search, from, direction }, signal, ignore);

    expect(await find(-1, 1)).toBe(999);
    expect(await find(999, 1)).toBe(1999);
    expect(await find(1999, -1)).toBe(999);
    expect(await find(rowCount, -1)).toBe(29_999);
    expect(await find(29_999, 1)).toBeNull();
    expect(await find(999, -1)).toBeNull();
  });

  it("is found in the order that is shown", async () => {
    const { reader } = await open();
    const { order } = await reader.arrange({ sort: { column: 2, descending: false }, filters: [] }, signal, ignore);

    const at = await reader.find({ ...search, order, from: -1, direction: 1 }, signal, ignore);

    expect(at === null ? null : (await reader.rows({ from: at, to: at + 1, order }, signal)).rows[0]?.[3]).toContain("quoted");
  });

  it("is looked for no further once that is stopped", async () => {
    const { file, reader } = await open();
    const controller = new AbortController();

    const finding = reader.find({ ...search, text: "nowhere", from: -1, direction: 1 }, controller.signal, () => controller.abort());

    await expect(finding).rejects.toThrow();
    expect(file.ranges.length).toBeLessThan(5);
  });
});
