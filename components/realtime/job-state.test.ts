import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JobSummary, JobTombstone } from "#core/jobs/job-view";
import { sampleJobSummary } from "../testing/sample-job-summary.ts";
import { emptyJobState, mergeJobs, mergeProgress, smoothRate } from "./job-state.ts";

const job = (version: number, changes: Partial<JobSummary> = {}) => sampleJobSummary({ version, ...changes });

const grave = (version: number): JobTombstone => ({ id: "a", version, deleted: true, deletedAt: "2026-11-21T10:00:00.000Z" });
const step = (rows: number, attempt = 1) => ({ v: 1, type: "progress", id: "a", attempt, rows, bytes: rows * 10 }) as const;

describe("what a tab knows of the jobs", () => {
  it("keeps the highest version and drops what is stale", () => {
    const first = mergeJobs(emptyJobState, [job(3, { status: "succeeded" })]);

    const second = mergeJobs(first.state, [job(2), job(3)]);

    expect(second.state).toBe(first.state);
    expect(second.changes).toEqual([]);
    expect(first.changes).toEqual([{ before: undefined, after: job(3, { status: "succeeded" }) }]);
  });

  it("comes to the same end in whatever order the notices arrive", () => {
    const notices = [job(1, { status: "queued" }), job(2), job(3, { status: "succeeded" }), grave(4)];
    fc.assert(
      fc.property(fc.shuffledSubarray(notices, { minLength: notices.length }), (order) => {
        const end = order.reduce((state, item) => mergeJobs(state, [item]).state, emptyJobState);
        expect([...end.jobs]).toEqual([]);
        expect(end.gone.get("a")).toBe(4);
      }),
    );
  });

  it("never brings a deleted job back", () => {
    const { state } = mergeJobs(emptyJobState, [grave(5)]);

    expect(mergeJobs(state, [job(4)]).state.jobs.size).toBe(0);
    expect(mergeProgress(state, step(10), 0)).toBe(state);
  });

  it("drops progress of an older attempt, of fewer rows, and of a finished job", () => {
    const running = mergeProgress(mergeJobs(emptyJobState, [job(2, { attempt: 2 })]).state, step(100, 2), 1000);

    expect(mergeProgress(running, step(500, 1), 2000)).toBe(running);
    expect(mergeProgress(running, step(50, 2), 2000)).toBe(running);
    const finished = mergeJobs(running, [job(3, { attempt: 2, status: "succeeded" })]).state;
    expect(finished.progress.size).toBe(0);
    expect(mergeProgress(finished, step(900, 2), 3000)).toBe(finished);
  });

  it("measures rows per second between two notices", () => {
    const first = mergeProgress(emptyJobState, step(1000), 1000);

    const second = mergeProgress(first, step(3000), 2000);

    expect(first.progress.get("a")?.rowsPerSecond).toBe(0);
    expect(second.progress.get("a")?.rowsPerSecond).toBe(2000);
    expect(smoothRate(2000, 4000, 1000)).toBe(3000);
  });
});
