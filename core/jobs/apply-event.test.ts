import { describe, expect, it } from "vitest";
import { applyEvent } from "./apply-event.ts";
import type { Decision } from "./job-event.ts";
import { jobStatuses } from "./job-status.ts";
import { deletedTable, eventTable } from "./testing/event-table.ts";
import { later, sampleJob, sampleSettings, sampleTime } from "./testing/sample-job.ts";

/** What became of it, in a few words: the new status and what is owed, or why not. */
function inWords(decision: Decision): string {
  const discard = decision.kind !== "refused" && decision.discard ? ", discard" : "";
  if (decision.kind === "refused") return decision.error.code;
  if (decision.kind === "nothing") return `-${discard}`;
  const analysis = decision.job.analysis ? `, analysis ${decision.job.analysis.status}` : "";
  const owed = decision.job.pending.map((message) => message.id).join("+");
  return `${decision.job.deletedAt ? "deleted" : decision.job.status}${analysis}${owed ? ` (${owed})` : ""}${discard}`;
}

describe.each(eventTable)("when $title", ({ event, at = sampleTime, job, expected, only = jobStatuses }) => {
  it.each(only)("a job that is %s does what the table says", (status) => {
    const before = sampleJob(status, job);

    const decision = applyEvent(before, event, { now: at, settings: sampleSettings });

    expect(inWords(decision)).toBe(expected[status]);
    if (decision.kind === "changed") expect(decision.job.version).toBe(before.version + 1);
  });
});

describe("a deleted job", () => {
  const events = new Map(eventTable.map(({ event }) => [event.type, event]));

  it("is asked every event there is", () => {
    expect([...events.keys()].sort()).toEqual(Object.keys(deletedTable).sort());
  });

  it.each([...events.values()])("does what the table says of $type", (event) => {
    const deleted = sampleJob("running", { deletedAt: sampleTime.toISOString() });

    const decision = applyEvent(deleted, event, { now: later(90_000), settings: sampleSettings });

    expect(inWords(decision)).toBe(deletedTable[event.type]);
  });
});
