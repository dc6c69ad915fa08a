import { describe, expect, it } from "vitest";
import { sampleJobSummary } from "../testing/sample-job-summary.ts";
import { failureLine, jobName, operationWords, setAsideLine, successLine } from "./job-words.ts";

const job = sampleJobSummary({
  status: "succeeded",
  params: { to: "ndjson" },
  updatedAt: "2026-11-21T10:00:03.400Z",
  counts: { in: 1_216_202, out: 1_216_190, rejected: 12, filtered: 0 },
});

describe("jobs in words", () => {
  it("names a job after its file and what is done to it", () => {
    expect(jobName(job)).toBe("orders.csv");
    expect(operationWords(job)).toBe("CSV → NDJSON");
    expect(operationWords({ ...job, params: { to: "parquet" } })).toBe("CSV → Parquet");
    expect(operationWords({ ...job, files: [] })).toBe("File → NDJSON");
  });

  it.each([
    ["convert", {}, "convert"],
    ["load", { into: "customers" }, "load customers"],
    ["load", { dryRun: true }, "dry run: load records"],
    ["undo-load", { job: "x" }, "undo a load"],
    ["validate", { schema: {} }, "validate"],
    ["customer-messages", {}, "customer messages"],
    ["keyword-revenue", {}, "revenue by keyword"],
    ["query", { sql: "SELECT 1", to: "csv" }, "query → CSV"],
    ["something-new", {}, "something new"],
  ])("calls %s %j what it is", (operation, params, words) => {
    expect(operationWords({ ...job, operation, params })).toBe(words);
  });

  it("names several files by the first of them", () => {
    const [file] = job.files;
    expect(jobName({ ...job, files: file ? [file, file, file] : [] })).toBe("orders.csv and 2 more");
  });

  it("says success with rows and time", () => {
    expect(successLine(job)).toBe("orders.csv is ready: 1.2 M rows in 3.4 s");
    expect(setAsideLine(job)).toBe("orders.csv: 12 rows set aside");
  });

  it("says why it failed in the server's own sentence", () => {
    expect(failureLine({ status: "failed", error: { code: "empty-file", message: "The file is empty." } })).toBe("The file is empty.");
    expect(failureLine({ status: "expired", error: null })).toContain("Drop it again");
  });
});
