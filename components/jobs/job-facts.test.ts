import { describe, expect, it } from "vitest";
import type { JobSummary } from "#core/jobs/job-view";
import { sampleJobSummary } from "../testing/sample-job-summary.ts";
import type { Upload } from "../upload/uploads-store.ts";
import { happening, jobActions, mainResult, uploadHappening } from "./job-facts.ts";
import { jobMark } from "./job-mark.ts";

const job = sampleJobSummary();
const result = (name: string) => ({ name, bytes: 1, rows: 1, contentType: "" });
const upload: Upload = {
  key: "k",
  files: [new File([new Uint8Array(1000)], "orders.csv")],
  name: "orders.csv",
  size: 1000,
  request: { operation: "convert", params: {}, files: [] },
  jobId: "a",
  phase: "sending",
  sent: 420,
  bytesPerSecond: 58,
  error: null,
};

describe("what is going on with a job", () => {
  it("says rows, rows a second and time left while it runs", () => {
    const progress = { attempt: 1, rows: 120_000, bytes: 250, rowsPerSecond: 45_000, bytesPerSecond: 100, at: 0 };

    expect(happening(job, progress, undefined)).toEqual({ share: 0.25, words: "120 k rows · 45 k rows/s · 8 s left", tone: "running" });
  });

  it("says what came of it", () => {
    const done: JobSummary = { ...job, status: "succeeded", counts: { in: 12, out: 9, rejected: 2, filtered: 1 } };

    expect(happening(done, undefined, undefined)).toEqual({ words: "9 rows · 2 set aside · 1 filtered", tone: "aside" });
  });

  it("says so where rows were kept although something is wrong with them", () => {
    const counts = { in: 3, out: 3, rejected: 0, filtered: 0 };
    const done: JobSummary = { ...job, status: "succeeded", counts, findings: { error: 2, warning: 1, notice: 0 } };

    expect(happening(done, undefined, undefined)).toEqual({ words: "3 rows · kept with 2 errors", tone: "aside" });
  });

  it("asks for the file again when no tab is sending it", () => {
    expect(happening({ ...job, status: "awaiting-upload" }, undefined, undefined).words).toContain("Drop orders.csv again");
  });

  it.each([
    [upload, "Uploading 42 % · 58 B/s · 10 s left"],
    [{ ...upload, phase: "offline" as const }, "Paused at 42 %: no network"],
    [{ ...upload, phase: "sent" as const, sent: 1000 }, "Uploaded, being accepted"],
    [{ ...upload, phase: "failed" as const, error: "The upload link expired." }, "The upload link expired."],
  ])("is truthful about an upload", (state, words) => {
    expect(uploadHappening(state).words).toBe(words);
  });
});

describe("the state shown for a job", () => {
  const waiting = { status: "awaiting-upload" } as const;

  it("tells an upload that goes on from one that waits for the network or stopped", () => {
    expect(jobMark(waiting, upload)).toEqual({ status: "running", word: "Uploading" });
    expect(jobMark(waiting, { ...upload, phase: "offline" }).word).toBe("Paused");
    expect(jobMark(waiting, { ...upload, phase: "failed" }).status).toBe("failed");
  });

  it("is the server's own once the file has arrived, or where no tab of ours sends it", () => {
    expect(jobMark({ status: "queued" }, upload)).toEqual({ status: "queued" });
    expect(jobMark(waiting, undefined)).toEqual(waiting);
  });
});

describe("what can be done with a job", () => {
  it("offers the download of what was asked for, not of the reports beside it", () => {
    const done: JobSummary = { ...job, status: "succeeded", results: [result("report.json"), result("output.json")] };

    expect(jobActions(done)).toEqual(["download", "delete"]);
    expect(mainResult(done)?.name).toBe("output.json");
  });

  it("offers retry when it ended badly, and cancel only once while it has not ended", () => {
    expect(jobActions({ ...job, status: "failed" })).toEqual(["retry", "delete"]);
    expect(jobActions(job)).toEqual(["cancel", "delete"]);
    expect(jobActions({ ...job, cancelRequested: true })).toEqual(["delete"]);
    expect(jobActions({ ...job, status: "awaiting-upload" }, { ...upload, phase: "failed" })[0]).toBe("retry");
  });
});
