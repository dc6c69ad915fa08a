import { describe, expect, it } from "vitest";
import type { AnswerRows } from "./answer-cell.ts";
import { toChartData } from "./chart-data.ts";
import type { ChartSpec } from "./chart-spec.ts";

const columns = [
  { name: "x", type: "VARCHAR" },
  { name: "n", type: "BIGINT" },
  { name: "m", type: "DOUBLE" },
];

function drawn<Kind extends ChartSpec["kind"]>(spec: Extract<ChartSpec, { kind: Kind }>, rows: AnswerRows, rowCount?: number) {
  const data = toChartData(spec as ChartSpec, columns, rows, rowCount);
  if (data.kind !== spec.kind) throw new Error(`Drawn as ${JSON.stringify(data)}`);
  return data as Extract<typeof data, { kind: Kind }>;
}

describe("a chart of an answer", () => {
  it("tells of columns that went missing", () => {
    expect(toChartData({ kind: "bar", x: "x", y: ["gone"] }, columns, [["a", 1, 1]])).toEqual({
      kind: "problem",
      message: "The chart is made of a column that is not in the answer: gone. Choose others.",
    });
  });

  it("tells of an answer without rows", () => {
    expect(toChartData({ kind: "histogram", value: "n" }, columns, [])).toMatchObject({ kind: "problem" });
    expect(toChartData({ kind: "table" }, columns, [])).toEqual({ kind: "table", notes: [] });
  });

  it("says when it is of the first rows only", () => {
    const { notes } = drawn({ kind: "bar", x: "x", y: ["n"] }, [["a", 1]], 5000);

    expect(notes).toEqual(["Of the first 1 row; the answer has 5,000 rows."]);
  });
});

describe("bars", () => {
  it("are the answer's rows, in its order, with every digit in words", () => {
    const { points } = drawn({ kind: "bar", x: "x", y: ["n"] }, [
      ["b", "9007199254740993"],
      ["a", 2],
    ]);

    expect(points.map(({ label, values }) => [label, values[0]?.text])).toEqual([
      ["b", "9,007,199,254,740,993"],
      ["a", "2"],
    ]);
  });

  it("of the same text are one, added up exactly, and that is said", () => {
    const { points, notes } = drawn({ kind: "bar", x: "x", y: ["m"] }, [
      ["a", 0, "0.1"],
      ["a", 0, " +0.2 "],
      [null, 0, "1"],
    ]);

    expect(points.map(({ label, values }) => [label, values[0]?.text])).toEqual([
      ["a", "0.3"],
      ["(none)", "1"],
    ]);
    expect(notes).toEqual(["Rows with the same x are added up."]);
  });

  it("that are too many end with all others as one", () => {
    const rows = Array.from({ length: 100 }, (_, index) => [`k${index}`, index]);

    const { points, notes } = drawn({ kind: "bar", x: "x", y: ["n"] }, rows);

    expect(points).toHaveLength(24);
    expect(points.at(-1)).toMatchObject({ label: "Other (77)", isRest: true, values: [{ value: 2926 }] });
    expect(notes).toEqual(["The 23 greatest of 100; the others are added up as Other."]);
  });

  it("without a value are not drawn, and that is said", () => {
    const { points, notes } = drawn({ kind: "bar", x: "x", y: ["n"] }, [
      ["a", null],
      ["b", 1],
    ]);

    expect(points).toHaveLength(1);
    expect(notes).toEqual(["1 row has no value in n and is not drawn."]);
  });
});

describe("lines", () => {
  it("go through times in their order, one for each value of a column", () => {
    const rows = [
      ["2026-01-31T08:00:00Z", 3, "de"],
      ["2026-01-31T07:00:00Z", 1, "de"],
      ["2026-01-31T07:00:00Z", 2, "fr"],
    ];

    const { axis, lines, points } = drawn({ kind: "line", x: "x", y: ["n"], series: "m" }, rows);

    expect(axis).toBe("time");
    expect(lines).toEqual(["de", "fr"]);
    expect(points.map(({ title, values }) => [title, ...values.map((value) => value?.value)])).toEqual([
      ["31 Jan 2026, 07:00", 1, 2],
      ["31 Jan 2026, 08:00", 3, undefined],
    ]);
  });

  it("of many points keep their peaks, and say that some are left out", () => {
    const rows = Array.from({ length: 50_000 }, (_, index) => [new Date(index * 60_000).toISOString(), index === 31_234 ? 999 : index % 7]);

    const { points, notes } = drawn({ kind: "line", x: "x", y: ["n"] }, rows);

    expect(points.length).toBeLessThanOrEqual(1000);
    expect(Math.max(...points.map(({ values }) => values[0]?.value ?? 0))).toBe(999);
    expect(notes[0]).toMatch(/^[\d,]+ of 50,000 points/);
  });

  it("that are too many are the greatest", () => {
    const rows = Array.from({ length: 20 }, (_, index) => ["2026-01-31", index, `s${index}`]);

    const { lines, notes } = drawn({ kind: "line", x: "x", y: ["n"], series: "m" }, rows);

    expect(lines).toEqual(Array.from({ length: 8 }, (_, index) => `s${index + 12}`));
    expect(notes).toEqual(["The 8 lines with the greatest values, of 20; the others are left out."]);
  });
});

describe("points", () => {
  it("are those with both numbers", () => {
    const { points, notes } = drawn({ kind: "scatter", x: "n", y: "m" }, [
      ["", 2, 1.5],
      ["", 1, null],
    ]);

    expect(points).toEqual([{ x: { value: 2, text: "2" }, y: { value: 1.5, text: "1.5" }, series: 0 }]);
    expect(notes).toEqual(["1 row has no value in n or m and is not drawn."]);
  });

  it("that are too many are taken evenly, and that is said", () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => ["", index, index]);

    const { points, notes } = drawn({ kind: "scatter", x: "n", y: "m" }, rows);

    expect(points).toHaveLength(2000);
    expect(notes).toEqual(["2,000 of 10,000 points, evenly taken."]);
  });
});

describe("a histogram", () => {
  it("counts every number between round ones", () => {
    const rows = Array.from({ length: 101 }, (_, index) => ["", index]);

    const { bins } = drawn({ kind: "histogram", value: "n" }, rows);

    expect(bins[0]).toEqual({ from: "0", to: "10", count: 10 });
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(101);
  });

  it("of one value is still one, and what is no number is said", () => {
    const { bins, notes } = drawn({ kind: "histogram", value: "n" }, [
      ["", 5],
      ["", null],
    ]);

    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(1);
    expect(notes).toEqual(["1 row without a number in n is not counted."]);
  });
});

describe("a number", () => {
  it("is the first row's, as it is written", () => {
    expect(drawn({ kind: "number", value: "n" }, [["", "12345678901234567890"]]).text).toBe("12,345,678,901,234,567,890");
    expect(drawn({ kind: "number", value: "n" }, [["", null]]).text).toBe("none");
  });
});
