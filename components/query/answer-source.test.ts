import { describe, expect, it } from "vitest";
import { answerSource, isNumberType, type ReadPage } from "./answer-source.ts";

const signal = new AbortController().signal;
const columns = [{ name: "n", type: "BIGINT" }];
const rowsOf = (from: number, count: number) => Array.from({ length: count }, (_, index) => [String(from + index)]);

function sourceOf({ rowCount, most = 500, first = 0 }: { rowCount: number; most?: number; first?: number }) {
  const asked: [number, number][] = [];
  const read: ReadPage = (before, limit) => {
    asked.push([before, limit]);
    return Promise.resolve(rowsOf(before, Math.min(limit, most, rowCount - before)));
  };
  return { source: answerSource({ columns, rowCount, first: rowsOf(0, first) }, read), asked };
}

describe("the rows of an answer", () => {
  it("are read from wherever the grid is, by pages", async () => {
    const { source, asked } = sourceOf({ rowCount: 5_000_000 });

    const rows = await source.rows(4_000_400, 4_000_600, signal);

    expect(rows).toEqual(rowsOf(4_000_400, 200));
    expect(asked).toEqual([
      [4_000_000, 500],
      [4_000_500, 500],
    ]);
  });

  it("are not asked for again", async () => {
    const { source, asked } = sourceOf({ rowCount: 1200, first: 500 });

    await source.rows(0, 500, signal);
    await source.rows(1100, 1200, signal);

    expect(source.peek?.(1150)).toEqual(["1150"]);
    expect(asked).toEqual([[1000, 200]]);
  });

  it("are complete where the server cuts a page of long rows", async () => {
    const { source } = sourceOf({ rowCount: 700, most: 120 });

    expect(await source.rows(0, 700, signal)).toEqual(rowsOf(0, 700));
  });

  it("are those that came with the answer while the rest is read", () => {
    const { source } = sourceOf({ rowCount: 1000, first: 200 });

    expect([source.peek?.(199), source.peek?.(200)]).toEqual([["199"], undefined]);
  });

  it("are none where there is none", async () => {
    expect(await sourceOf({ rowCount: 0 }).source.rows(0, 0, signal)).toEqual([]);
  });
});

it("stands numbers at the right", () => {
  const types = ["BIGINT", "DECIMAL(38,9)", "double", "integer", "INTERVAL", "VARCHAR", "TIMESTAMP", "UTINYINT"];

  expect(types.filter(isNumberType)).toEqual(["BIGINT", "DECIMAL(38,9)", "double", "integer", "UTINYINT"]);
});
