import { describe, expect, it } from "vitest";
import { ApiError } from "#core/api/api-error";
import type { JobStatus } from "#core/jobs/job-status";
import { sampleJobSummary } from "../testing/sample-job-summary.ts";
import { toKnownRerun } from "./known-rerun.ts";

const rerun = { job: "again", rejects: "0-3", rows: 4, at: "2026-11-21T10:00:00.000Z" };
const jobOf = (status: JobStatus) => sampleJobSummary({ id: "again", status });
const heard = (status?: JobStatus, isGone = false) => ({
  jobs: new Map(status ? [["again", jobOf(status)]] : []),
  gone: new Map(isGone ? [["again", 3]] : []),
});
const notFound = new ApiError("not-found", "There is no such job.", 404);

describe("a job that rows set aside were sent to", () => {
  it("is not known while nobody has said anything of it, and has its rows until then", () => {
    expect(toKnownRerun(rerun, heard())).toEqual({ rerun, job: undefined, cameToNothing: false });
  });

  it.each([
    ["succeeded", false],
    ["running", false],
    ["expired", false],
    ["failed", true],
    ["cancelled", true],
  ] as const)("that is %s: whether it came to nothing is %s", (status, cameToNothing) => {
    expect(toKnownRerun(rerun, heard(), { data: jobOf(status) })).toMatchObject({ job: { status }, cameToNothing });
    expect(toKnownRerun(rerun, heard(status), { data: jobOf("queued") })).toMatchObject({ job: { status }, cameToNothing });
  });

  it("lets its rows be sent once more when it was deleted, whatever was read of it before", () => {
    const read = { data: jobOf("succeeded") };

    expect(toKnownRerun(rerun, heard(undefined, true), read)).toEqual({ rerun, job: null, cameToNothing: true });
    expect(toKnownRerun(rerun, heard(), { ...read, error: notFound })).toEqual({ rerun, job: null, cameToNothing: true });
    expect(toKnownRerun(rerun, heard(), { ...read, error: new Error("offline") })).toMatchObject({ job: { status: "succeeded" } });
  });
});
