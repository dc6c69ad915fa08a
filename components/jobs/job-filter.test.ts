import { describe, expect, it } from "vitest";
import type { JobSummary } from "#core/jobs/job-view";
import { sampleJobSummary } from "../testing/sample-job-summary.ts";
import { formatJobFilter, parseJobFilter, selectJobs } from "./job-filter.ts";

function job(id: string, status: JobSummary["status"], name: string): [string, JobSummary] {
  return [id, sampleJobSummary({ id, status, files: [{ n: 0, name, size: 1, type: "", arrived: true }] })];
}

const jobs = new Map([job("1", "failed", "Orders.csv"), job("3", "succeeded", "items.csv"), job("2", "failed", "items.csv")]);
const all = { status: null, query: "", hidden: new Set<string>(), floor: null };
const ids = (rows: JobSummary[]) => rows.map((row) => row.id).join("");

describe("the filter of the job list", () => {
  it("reads itself back from the URL and keeps what is not its own", () => {
    const filter = { status: "failed", query: "a & b" } as const;

    const url = formatJobFilter(filter, new URLSearchParams("x=1"));

    expect(parseJobFilter(new URLSearchParams(url))).toEqual(filter);
    expect(url).toContain("x=1");
    expect(formatJobFilter({ status: null, query: "" })).toBe("");
  });

  it("shows everything when the URL names no status that exists", () => {
    expect(parseJobFilter(new URLSearchParams("status=constructor")).status).toBeNull();
  });

  it("selects by status, by part of a name, and newest first", () => {
    expect(ids(selectJobs(jobs, all))).toBe("321");
    expect(ids(selectJobs(jobs, { ...all, status: "failed" }))).toBe("21");
    expect(ids(selectJobs(jobs, { ...all, query: " ORD " }))).toBe("1");
  });

  it("shows neither what is being deleted nor what lies below the pages read so far", () => {
    expect(ids(selectJobs(jobs, { ...all, hidden: new Set(["3"]) }))).toBe("21");
    expect(ids(selectJobs(jobs, { ...all, floor: "2" }))).toBe("32");
  });
});
