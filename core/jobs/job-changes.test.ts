import { describe, expect, it } from "vitest";
import { requireAccounted } from "./accounting.ts";
import { applyEvent } from "./apply-event.ts";
import { dueAt } from "./due-at.ts";
import { isOlder } from "./events-of-uploads.ts";
import type { Job } from "./job.ts";
import type { JobEvent } from "./job-event.ts";
import { later, sampleFile, sampleJob, sampleSettings, sampleTime } from "./testing/sample-job.ts";
import { appendEntries, maxTimelineEntries } from "./timeline.ts";

function change(job: Job, event: JobEvent, now = sampleTime): Job {
  const decision = applyEvent(job, event, { now, settings: sampleSettings });
  if (decision.kind !== "changed") throw new Error(`expected a change, got ${decision.kind}`);
  return decision.job;
}

describe("a change", () => {
  it("does not go back in time when the clock does", () => {
    const job = sampleJob("queued", { updatedAt: later(60).toISOString() });

    const next = change(job, { type: "cancel" }, sampleTime);

    expect(next.updatedAt).toBe(later(60).toISOString());
  });

  it("keeps the work message that is still owed while the job stays queued", () => {
    const job = sampleJob("queued", { pending: [{ id: "work", queue: "work", body: {} }], files: [sampleFile()] });
    const file = {
      n: 0,
      versionId: "v1",
      etag: "e",
      size: 12,
      sequencer: "1",
      arrivedAt: job.createdAt,
      metadataAgrees: false,
      othersExist: true,
    };

    const next = change(job, { type: "file-arrived", file });

    expect(next.pending.map((message) => message.id)).toEqual(["work", "notice"]);
  });

  it("drops the work message that a cancel makes pointless", () => {
    const job = sampleJob("queued", { pending: [{ id: "work", queue: "work", body: {} }] });

    const next = change(job, { type: "cancel" });

    expect(next.pending.map((message) => message.id)).toEqual(["notice", "alert"]);
  });

  it("owes an alert of its end until it is sent, whatever happens meanwhile, and no second one", () => {
    const ended = change(sampleJob("running"), { type: "fail", attempt: 1, error: { code: "empty-file", message: "The file is empty." } });

    const retried = change(ended, { type: "retry", filesExist: true });
    const deleted = change(retried, { type: "delete" });

    expect(deleted.pending.filter(({ queue }) => queue === "alerts")).toMatchObject([
      { body: { status: "failed", version: ended.version } },
    ]);
  });

  it("does not fill the timeline with the same note", () => {
    const file = { n: 0, versionId: "v9", etag: "e", size: 12, sequencer: "1", arrivedAt: "", metadataAgrees: false, othersExist: true };
    const once = change(sampleJob("awaiting-upload"), { type: "file-arrived", file });

    const again = applyEvent(once, { type: "file-arrived", file }, { now: sampleTime, settings: sampleSettings });

    expect(again).toEqual({ kind: "nothing", discard: true });
  });

  it("gives a retried job a fresh allowance of attempts, under prefixes of their own", () => {
    const failed = sampleJob("failed", { attempt: 3, error: { code: "stalled", message: "It stalled." } });

    const running = change(change(failed, { type: "retry", filesExist: true }), { type: "claim" });
    const taken = change(running, { type: "claim" }, later(200));

    expect(running).toMatchObject({ attempt: 4, attemptBase: 3, status: "running" });
    expect(running.error).toBeUndefined();
    expect(taken).toMatchObject({ attempt: 5, status: "running" });
  });

  it("waits for the last of several files", () => {
    const job = sampleJob("awaiting-upload", { files: [sampleFile(), sampleFile({ n: 1, name: "items.csv" })] });
    const file = {
      versionId: "v",
      etag: "e",
      size: 12,
      sequencer: "1",
      arrivedAt: later(1).toISOString(),
      metadataAgrees: true,
      othersExist: true,
    };

    const half = change(job, { type: "file-arrived", file: { ...file, n: 1 } });
    const whole = change(half, { type: "file-arrived", file: { ...file, n: 0 } });

    expect(half.status).toBe("awaiting-upload");
    expect(whole.status).toBe("queued");
    expect(whole.timeline.map((entry) => entry.kind)).toEqual(["signed", "uploaded", "uploaded", "accepted", "queued"]);
  });

  it("tells nobody of a heartbeat, and keeps what is owed", () => {
    const job = sampleJob("running", { pending: [{ id: "notice", queue: "notices", body: null }] });

    const next = change(job, { type: "heartbeat", attempt: 1 }, later(20));

    expect(next).toEqual({ ...job, version: job.version + 1, leaseUntil: later(140).toISOString() });
  });

  it("leaves a tombstone that still knows its objects and nothing else of the user's", () => {
    const job = sampleJob("succeeded", { counts: { in: 1, out: 1, rejected: 0, filtered: 0 } });

    const tombstone = change(job, { type: "delete" });

    expect(tombstone).toMatchObject({ deletedAt: sampleTime.toISOString(), params: {}, results: [], timeline: [], files: job.files });
    expect(tombstone.counts).toBeUndefined();
  });
});

describe("sequencers", () => {
  it.each([
    ["0A", "0B", true],
    ["0B", "0A", false],
    ["0055AED6DCD90281E5", "0055AED6DCD90281E6", true],
    ["0055", "0055AE", true],
    ["0056", "0055AE", false],
    ["0a", "0A", false],
  ])("%s is older than %s: %s", (sequencer, than, expected) => {
    expect(isOlder(sequencer, than)).toBe(expected);
  });
});

describe("the timeline", () => {
  it("stays at its limit, the oldest notes going first and the first entry never", () => {
    const at = sampleTime.toISOString();
    const full = [
      { at, kind: "signed" as const },
      { at, kind: "noted" as const, message: "a note" },
      ...Array.from({ length: maxTimelineEntries - 2 }, () => ({ at, kind: "running" as const })),
    ];

    const one = appendEntries(full, [{ at, kind: "stored" }]);
    const two = appendEntries(one, [{ at, kind: "failed" }]);

    expect(one).toHaveLength(maxTimelineEntries);
    expect(one.some((entry) => entry.kind === "noted")).toBe(false);
    expect(two).toHaveLength(maxTimelineEntries);
    expect(two[0]?.kind).toBe("signed");
    expect(two.at(-1)?.kind).toBe("failed");
  });
});

describe("what is due", () => {
  it.each(["succeeded", "failed", "cancelled", "expired"] as const)("a %s job that owes nothing never is", (status) => {
    expect(dueAt(sampleJob(status), sampleSettings)).toBeUndefined();
  });

  it("sends work nobody took again at doubling intervals", () => {
    const queuedAt = sampleTime.toISOString();
    const job = sampleJob("queued", { timeline: [{ at: queuedAt, kind: "queued" }] });

    const first = dueAt(job, sampleSettings);
    const later1 = dueAt({ ...job, updatedAt: later(600).toISOString() }, sampleSettings);

    expect(first).toBe(later(240).toISOString());
    expect(later1).toBe(later(1200).toISOString());
  });

  it("owed messages come first, after a moment for who owes them", () => {
    const job = sampleJob("succeeded", { pending: [{ id: "notice", queue: "notices", body: null }] });

    expect(dueAt(job, sampleSettings)).toBe(later(60).toISOString());
  });
});

describe("accounting", () => {
  it("accepts what adds up and refuses what does not", () => {
    expect(() => requireAccounted({ in: 6, out: 3, rejected: 2, filtered: 1 })).not.toThrow();
    expect(() => requireAccounted({ in: 6, out: 3, rejected: 2, filtered: 0 })).toThrow(expect.objectContaining({ code: "unaccounted" }));
  });
});
