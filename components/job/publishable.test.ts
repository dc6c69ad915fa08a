import { expect, it } from "vitest";
import type { JobResult } from "#core/jobs/job";
import { proposePublication, publishableResults } from "./publishable.ts";

const result = (name: string): JobResult => ({ name, rows: 1, bytes: 1, contentType: "" });
const job = (operation: string, names: string[]) => ({ status: "succeeded" as const, operation, results: names.map(result) });
const namesOf = (operation: string, names: string[]) => publishableResults(job(operation, names)).map(({ name }) => name);

it("results with rows can be published, the hourly revenue before all", () => {
  expect(namesOf("convert", ["output.csv", "rejects.csv", "report.json", "rows.parquet"])).toEqual(["output.csv"]);
  expect(namesOf("keyword-revenue", ["2026-01-31_SearchKeywordPerformance.tab", "hourly.csv", "report.json"])).toEqual([
    "hourly.csv",
    "2026-01-31_SearchKeywordPerformance.tab",
  ]);
  expect(namesOf("load", ["report.json", "changes.ndjson"])).toEqual([]);
});

it("what was published already, or did not succeed, is not offered", () => {
  expect(namesOf("publish", ["output.csv"])).toEqual([]);
  expect(publishableResults({ ...job("convert", ["output.csv"]), status: "failed" })).toEqual([]);
});

it("a table is proposed by what the result is, else by the file's name", () => {
  const files = [{ n: 0, name: "Orders 2026.csv.gz", size: 1, type: "", arrived: true }];

  expect(proposePublication({ operation: "keyword-revenue", files }, "hourly.csv")).toEqual({ dataset: "keyword_revenue", time: "hour" });
  expect(proposePublication({ operation: "customer-messages", files }, "messages.ndjson")).toEqual({
    dataset: "customer_messages",
    time: "",
  });
  expect(proposePublication({ operation: "convert", files }, "output.csv")).toEqual({ dataset: "Orders 2026", time: "" });
});
