import { describe, expect, it } from "vitest";
import { chartOfKind, suggestChart } from "./suggest-chart.ts";

const column = (name: string, type: string) => ({ name, type });
const hour = column("hour", "TIMESTAMP");
const country = column("country", "VARCHAR");
const hits = column("hits", "BIGINT");
const revenue = column("revenue", "DECIMAL(38,9)");

describe("the chart that is suggested", () => {
  it("is a line over time, one for each text where there is a text", () => {
    const rows = [
      ["2026-01-31 07:00:00", 1, 2],
      ["2026-01-31 08:00:00", 3, 4],
    ];

    expect(suggestChart([hour, hits, revenue], rows)).toEqual({ kind: "line", x: "hour", y: ["hits", "revenue"] });
    expect(suggestChart([hour, country, hits], rows)).toEqual({ kind: "line", x: "hour", y: ["hits"], series: "country" });
  });

  it("is bars of texts, points of two numbers, a histogram of one", () => {
    const rows = [
      [1, 2],
      [3, 4],
    ];

    expect(suggestChart([country, hits], [["de", 1]])).toEqual({ kind: "bar", x: "country", y: ["hits"] });
    expect(suggestChart([hits, revenue], rows)).toEqual({ kind: "scatter", x: "hits", y: "revenue" });
    expect(suggestChart([hits], [[1], [2]])).toEqual({ kind: "histogram", value: "hits" });
  });

  it("is bars of the text that tells most rows apart, of a measure rather than a key", () => {
    const rows = [
      ["de", "Bonn", 7, 1],
      ["de", "Köln", 8, 2],
    ];

    const chart = suggestChart([country, column("city", "VARCHAR"), column("shop_id", "BIGINT"), hits], rows);

    expect(chart).toEqual({ kind: "bar", x: "city", y: ["hits"] });
  });

  it("is the number itself where there is but one", () => {
    expect(suggestChart([revenue], [["12.5"]])).toEqual({ kind: "number", value: "revenue" });
  });

  it("is a table where nothing can be drawn", () => {
    expect(suggestChart([country], [["de"]])).toEqual({ kind: "table" });
    expect(suggestChart([hits], [])).toEqual({ kind: "table" });
    expect(suggestChart([], [])).toEqual({ kind: "table" });
  });
});

describe("a chart of a kind that was chosen", () => {
  it("takes the columns that suit it", () => {
    const rows = [["de", 1, 2]];

    expect(chartOfKind("bar", [country, hits, revenue], rows)).toEqual({ kind: "bar", x: "country", y: ["hits"] });
    expect(chartOfKind("histogram", [country, hits], rows)).toEqual({ kind: "histogram", value: "hits" });
    expect(chartOfKind("scatter", [country, hits, revenue], rows)).toEqual({ kind: "scatter", x: "hits", y: "revenue" });
    expect(chartOfKind("line", [country, hits, revenue], rows)).toEqual({ kind: "line", x: "country", y: ["hits", "revenue"] });
  });

  it("is none where there are too few columns", () => {
    expect(chartOfKind("line", [hits], [[1]])).toBeNull();
    expect(chartOfKind("number", [], [])).toBeNull();
  });
});
