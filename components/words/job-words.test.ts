import { describe, expect, it } from "vitest";
import type { JobSummary } from "#core/jobs/job-view";
import { failureLine, jobName, operationWords, setAsideLine, successLine } from "./job-words.ts";

const job: JobSummary = {
  id: "01",
  version: 5,
  status: "succeeded",
  operation: "convert",
  params: { to: "ndjson" },
  onBadRow: "keep",
  source: "web",
  files: [{ n: 0, name: "orders.csv", size: 10, type: "text/csv", arrived: true }],
  createdAt: "2026-11-21T10:00:00.000Z",
  updatedAt: "2026-11-21T10:00:03.400Z",
  attempt: 1,
  analysis: "none",
  cancelRequested: false,
  counts: { in: 1_216_202, out: 1_216_190, rejected: 12, filtered: 0 },
  error: null,
  results: [],
};

describe("jobs in words", () => {
  it("names a job after its file and what is done to it", () => {
    expect(jobName(job)).toBe("orders.csv");
    expect(operationWords(job)).toBe("CSV → NDJSON");
    expect(operationWords({ ...job, operation: "keyword-revenue" })).toBe("keyword revenue");
    expect(operationWords({ ...job, files: [] })).toBe("File → NDJSON");
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
