import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { EngineSession } from "#core/ports/engine";
import type { ColumnProfile, TableProfile } from "#core/profile/profile";
import { tableProfileSchema } from "#core/profile/profile";
import { createEngine } from "../create-engine.ts";
import { plainProfile } from "./testing/plain-profile.ts";

// One session for all, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let scratchDir = "";
let session: EngineSession;
beforeAll(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), "profile-"));
  session = await createEngine({ scratchDir }).open(new AbortController().signal);
});
afterAll(async () => {
  await session.close();
  await rm(scratchDir, { recursive: true });
});

let made = 0;
async function profileOf(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  key: readonly string[] | null = null,
): Promise<TableProfile> {
  const name = `t${made++}`;
  const table = await session.createTable(name, columns);
  const lines = rows.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\n`);
  await table.write(new TextEncoder().encode(lines.join("")));
  await table.close();
  return tableProfileSchema.parse(await session.profile({ table: name }, { columns, key }));
}

async function columnOf(...values: string[]): Promise<ColumnProfile> {
  const { columns } = await profileOf(
    ["c"],
    values.map((value) => [value]),
  );
  const [column] = columns;
  if (!column) throw new Error("There is no column.");
  return column;
}

/** Sums come in another order. */
function rounded({ columns, ...rest }: TableProfile): unknown {
  return {
    ...rest,
    key: null,
    columns: columns.map((column) => ({
      ...column,
      histogram: [],
      mean: round(column.mean),
      length: { ...column.length, mean: round(column.length.mean) },
    })),
  };
}

function round(mean: number | null): string | null {
  return mean === null ? null : mean.toPrecision(9);
}

describe("the type of a column", () => {
  it.each([
    ["integer", ["1", "-20", "", "+3", " 4 "]],
    ["integer", ["1234567890123456789012345678901234567"]],
    ["number", ["1", "2.50", "1e3", ".5"]],
    ["number", ["1658,40", "0,5", "12"]],
    ["number", ["1,234.50", "12.00"]],
    ["number", ["1.234,50", "12,00"]],
    ["date", ["2026-11-21", "2024-02-29"]],
    ["date", ["21.11.2026", "1.2.2026"]],
    ["date", ["11/21/2026", "01/02/2026"]],
    ["timestamp", ["2026-11-21T10:00:00Z", "2026-11-21 10:00"]],
    ["timestamp", ["21/11/2026 10:00", "01/02/2026 23:59"]],
    ["time", ["10:00", "9:30"]],
    ["boolean", ["true", "FALSE", "yes"]],
    ["empty", ["", "  ", "\t"]],
    // Never a type that one value is not of.
    ["text", ["1", "2", "three"]],
    ["text", ["007", "12"]],
    ["text", ["2026-11-21", "2026-02-30"]],
    ["text", ["12:00", "noon"]],
    // Twelve hundred thirty-four, or a little more than one: nobody can tell.
    ["text", ["1,234", "5,678"]],
    ["text", ["1e999", "1.5"]],
  ])("is %s for %j", async (type, values) => {
    expect((await columnOf(...values)).type).toBe(type);
  });

  it("is what all values are, however far down one is another", async () => {
    const numbers = Array.from({ length: 3000 }, (_, index) => String(index));

    expect((await columnOf(...numbers)).type).toBe("integer");
    expect((await columnOf(...numbers, "n/a")).type).toBe("text");
    expect((await columnOf(...Array<string>(3000).fill(""), "21.11.2026")).type).toBe("date");
    // What the engine takes for a moment, whatever the format.
    for (const word of ["infinity", "-infinity", "epoch"]) {
      expect((await columnOf(...Array<string>(3000).fill("2026-11-21"), word)).type).toBe("text");
      expect((await columnOf(...Array<string>(3000).fill("21.11.2026 10:00"), word)).type).toBe("text");
      expect((await columnOf(...Array<string>(3000).fill("10:00"), word)).type).toBe("text");
    }
  });

  it("is a date without an order where day and month cannot be told apart", async () => {
    expect(await columnOf("01/02/2026", "03/04/2026")).toMatchObject({
      type: "date",
      least: null,
      most: null,
      quantiles: [],
      histogram: [],
    });
    expect(await columnOf("13/02/2026", "03/04/2026")).toMatchObject({ least: "13/02/2026", most: "03/04/2026" });
  });
});

describe("what a column holds", () => {
  it("is said exactly for numbers of any size, in the words of the file", async () => {
    const column = await columnOf("9007199254740993", "9007199254740992", "0010".slice(2), " 5");

    expect(column).toMatchObject({ least: " 5", most: "9007199254740993", outliers: 0 });
    expect(column.quantiles[4]).toBe("9007199254740993");
  });

  it("counts what lies far from the others, and gives it a bin of its own", async () => {
    const column = await columnOf(...Array.from({ length: 100 }, (_, index) => String(index)), "100000", "-90000");

    expect(column.outliers).toBe(2);
    expect(column.histogram[0]).toMatchObject({ from: "-90000", count: 1 });
    expect(column.histogram.at(-1)).toMatchObject({ to: "100000", count: 1 });
    expect(column.histogram.length).toBeGreaterThan(15);
    // What is between them fills the others: they end where the values do.
    expect(column.histogram.slice(1, -1).every(({ count }) => count > 0)).toBe(true);
  });

  it("puts every number and every moment into one bin", async () => {
    const numbers = await columnOf(...Array.from({ length: 500 }, (_, index) => String(Math.sin(index) * 10)));
    const days = await columnOf(...Array.from({ length: 500 }, (_, index) => new Date(index * 86_400_000).toISOString().slice(0, 10)));
    const same = await columnOf("5", "5", "5");

    for (const { histogram } of [numbers, days]) {
      expect(histogram.reduce((sum, { count }) => sum + count, 0)).toBe(500);
      expect(histogram.slice(1).every(({ from }, index) => from === histogram[index]?.to)).toBe(true);
    }
    expect(days.histogram[0]?.from).toBe("1970-01-01");
    // A day that stands for never, and the first that programs know.
    expect((await columnOf("2026-11-21", "9999-12-31")).histogram.at(-1)).toEqual({ from: "9000-01-01", to: "9999-12-31", count: 1 });
    const moments = await columnOf("0001-01-01T00:00:00", "9999-12-31T23:59:59");
    expect(moments.histogram.at(-1)).toMatchObject({ to: "9999-12-31T23:59:59", count: 1 });
    expect((await columnOf("0000-01-01T00:00:00", "2026-11-21T10:00:00")).type).toBe("text");
    expect(same.histogram).toEqual([]);
  });

  it("shows long values by their beginning", async () => {
    const long = "x".repeat(5000);
    const column = await columnOf(long, long, "y");

    expect(column.frequent[0]).toEqual({ value: `${"x".repeat(120)}…`, count: 2 });
    expect(column.least).toHaveLength(121);
    expect(column.length.most).toBe(5000);
  });
});

describe("keys and repeated rows", () => {
  it("are counted for the key that is asked for", async () => {
    const rows = [
      ["1", "a"],
      ["1", "b"],
      ["1", "b"],
      ["", "c"],
    ];

    expect(await profileOf(["id", "part"], rows, ["id"])).toMatchObject({
      repeatedRows: 1,
      key: { columns: ["id"], repeated: 2, empty: 1 },
    });
    expect((await profileOf(["id", "part"], rows, ["id", "part"])).key).toEqual({ columns: ["id", "part"], repeated: 1, empty: 1 });
    expect((await profileOf(["id", "part"], rows, ["nowhere"])).key).toBeNull();
  });

  it("take the first column that looks like a key, if there is one", async () => {
    const rows = Array.from({ length: 100 }, (_, index) => [index % 2 === 0 ? "x" : "y", String(index === 99 ? 0 : index), "z"]);

    expect((await profileOf(["a", "id", "b"], rows)).key).toEqual({ columns: ["id"], repeated: 1, empty: 0 });
    expect(
      (
        await profileOf(
          ["a"],
          rows.map(([cell = ""]) => [cell]),
        )
      ).key,
    ).toBeNull();
  });
});

describe("any table", () => {
  const cell = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom("", " ", "1", "2", "10", "2.5", "-3", "007", "2026-11-21", "2024-02-29", "true", "no", "é", "😀"),
    },
    { weight: 2, arbitrary: fc.integer({ min: -1000, max: 1000 }).map(String) },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme-ascii", maxLength: 8 }) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 4 }).filter((text) => text.isWellFormed()) },
  );

  it("is what a plain program says of it", async () => {
    const kinds = [cell, fc.constantFrom("1", "2.5", "", "40"), fc.constantFrom("2026-01-01", "2026-02-01", ""), fc.integer().map(String)];
    const size = fc.record({ width: fc.integer({ min: 1, max: 4 }), length: fc.integer({ min: 0, max: 30 }) });
    const table = size.chain(({ width, length }) =>
      fc.array(
        fc.constantFrom(...kinds).chain((kind) => fc.array(kind, { minLength: length, maxLength: length })),
        { minLength: width, maxLength: width },
      ),
    );
    await fc.assert(
      fc.asyncProperty(table, async (columns) => {
        const rows = Array.from({ length: columns[0]?.length ?? 0 }, (_, index) => columns.map((values) => values[index] ?? ""));
        const names = columns.map((_, index) => `c${index}`);

        expect(rounded(await profileOf(names, rows))).toEqual(rounded(plainProfile(names, rows)));
      }),
      { numRuns: 60 },
    );
  });

  it("may have more columns than a statement takes, and names that differ in nothing SQL sees", async () => {
    const names = Array.from({ length: 150 }, (_, index) => (index % 2 === 0 ? `A${index}` : `a${index - 1}`));
    const rows = Array.from({ length: 30 }, (_, row) => names.map((_name, index) => String(row * index)));

    const { columns } = await profileOf(names, rows);

    expect(columns.map(({ name }) => name)).toEqual(names);
    expect(columns[149]).toMatchObject({ type: "integer", most: String(29 * 149), distinct: { count: 30 } });
  });
});
