import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jobStatuses } from "../jobs/job-status.ts";
import { createZoneDays } from "./day-in-zone.ts";
import type { JobFact } from "./job-fact.ts";
import { summarizeJobs } from "./summarize-jobs.ts";

const now = Date.parse("2026-03-29T12:00:00Z");
const minute = 60_000;
const berlin = createZoneDays("Europe/Berlin");
let made = 0;

function factOf(createdAt: number, patch: Partial<JobFact> = {}): JobFact {
  return {
    id: `j${String(++made).padStart(6, "0")}`,
    version: 1,
    createdAt,
    status: "succeeded",
    operation: "convert",
    runner: "rows",
    name: "orders.csv",
    arrived: 1,
    files: 1,
    bytes: 100,
    counts: { in: 10, out: 10, rejected: 0, filtered: 0 },
    queuedAt: createdAt,
    endedAt: createdAt + 1_000,
    error: null,
    ...patch,
  };
}

function failed(at: number, message: string, patch: Partial<JobFact> = {}): JobFact {
  return factOf(at, { status: "failed", endedAt: at, counts: null, error: { code: "binary-file", message }, ...patch });
}

describe("jobs in figures", () => {
  it("belong to the day of the person who looks, also where clocks change", () => {
    const zone = berlin;
    // 23:30 UTC is the next day in Berlin; on 29 March its day has 23 hours.
    const facts = [factOf(Date.parse("2026-03-27T23:30:00Z")), factOf(Date.parse("2026-03-28T22:59:00Z")), factOf(now)];

    const { days } = summarizeJobs(facts, { zone, days: 3, now });

    expect(days.map(({ day, files }) => [day, files.done])).toEqual([
      ["2026-03-27", 0],
      ["2026-03-28", 2],
      ["2026-03-29", 1],
    ]);
  });

  it("tell files by what became of them, rows by where they went, and times of what succeeded", () => {
    const facts = [
      factOf(now, { arrived: 3, bytes: 300, endedAt: now + 4_000 }),
      factOf(now, { counts: { in: 10, out: 7, rejected: 2, filtered: 1 } }),
      failed(now - minute, "Not text."),
      factOf(now, { status: "awaiting-upload", arrived: 0, bytes: 0, counts: null, endedAt: null }),
      factOf(now, { status: "running", counts: null, endedAt: null }),
    ];

    const [today] = summarizeJobs(facts, { zone: berlin, days: 1, now }).days;

    expect(today).toMatchObject({
      files: { done: 3, setAside: 1, failed: 1, open: 1 },
      rows: { out: 17, setAside: 2, filtered: 1 },
      bytes: 600,
      durations: { median: 2_500, slowest: 4_000 },
    });
  });

  it("name the slowest and those with most rows set aside, newest first where equal", () => {
    const quick = factOf(now, { endedAt: now + 5 });
    const slow = factOf(now, { endedAt: now + 90_000 });
    const bad = factOf(now, { endedAt: now + 5, counts: { in: 9, out: 0, rejected: 9, filtered: 0 } });
    const worse = factOf(now, { endedAt: now + 5, counts: { in: 99, out: 89, rejected: 10, filtered: 0 } });

    const { slowest, worst } = summarizeJobs([quick, slow, bad, worse], { zone: berlin, days: 1, now });

    expect(slowest.map(({ id }) => id)).toEqual([slow.id, worse.id, bad.id, quick.id]);
    expect(worst.map(({ id, rejected }) => [id, rejected])).toEqual([
      [worse.id, 10],
      [bad.id, 9],
    ]);
  });

  it("say each failure of the last hour once, the latest first, whenever its job was made", () => {
    const facts = [
      failed(now - 61 * minute, "Too old."),
      failed(now - 50 * minute, "Not text.", { name: "a.csv" }),
      failed(now - 40 * minute, "Empty."),
      failed(now - 90 * 86_400_000, "Late.", { endedAt: now - 30 * minute }),
      failed(now - 10 * minute, "Not text.", { name: "b.csv" }),
    ];

    const { failures } = summarizeJobs(facts, { zone: berlin, days: 30, now });

    expect(failures.map(({ message, count, jobs }) => [message, count, jobs.map(({ name }) => name)])).toEqual([
      ["Not text.", 2, ["b.csv", "a.csv"]],
      ["Late.", 1, ["orders.csv"]],
      ["Empty.", 1, ["orders.csv"]],
    ]);
  });

  it("lose no job: days, statuses and operations count the same", () => {
    const fact = fc
      .record({
        age: fc.integer({ min: 0, max: 6 * 86_400_000 }),
        status: fc.constantFrom(...jobStatuses),
        operation: fc.constantFrom("convert", "load", "__proto__"),
        rejected: fc.nat(3),
      })
      .map(({ age, rejected, ...rest }) => factOf(now - age, { ...rest, counts: { in: 3 + rejected, out: 3, rejected, filtered: 0 } }));
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 40 }), fc.constantFrom("UTC", "Pacific/Kiritimati", "-09:30"), (facts, name) => {
        const { days, statuses, operations } = summarizeJobs(facts, { zone: createZoneDays(name), days: 9, now });
        const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

        expect(sum(Object.values(statuses))).toBe(facts.length);
        expect(sum(operations.map(({ jobs }) => jobs))).toBe(facts.length);
        expect(sum(days.flatMap(({ files }) => Object.values(files)))).toBe(facts.length);
      }),
      { numRuns: 50 },
    );
  });
});
