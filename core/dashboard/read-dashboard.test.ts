import { expect, it } from "vitest";
import { createMemoryPorts } from "../jobs/testing/memory-ports.ts";
import { sampleJob, sampleTime, sampleWorkspace } from "../jobs/testing/sample-job.ts";
import { createJobFactsReader } from "./job-facts.ts";
import { readDashboard } from "./read-dashboard.ts";

const ago = (seconds: number) => new Date(sampleTime.getTime() - seconds * 1000).toISOString();

it("what waits is told by what runs it, with how long the first of them has waited", async () => {
  const ports = createMemoryPorts();
  const queued = (n: number, seconds: number, runner: "rows" | "engine") =>
    sampleJob("queued", {
      id: String(n).repeat(26),
      runner,
      timeline: [
        { kind: "signed", at: ago(900) },
        { kind: "queued", at: ago(seconds) },
      ],
    });
  for (const job of [queued(1, 40, "rows"), queued(2, 70, "rows"), queued(3, 5, "engine"), sampleJob("running")])
    await ports.jobs.insert(job);

  const dashboard = await readDashboard(ports, createJobFactsReader(), { workspace: sampleWorkspace, days: 7, timeZone: "UTC" });

  expect(dashboard.waiting).toEqual({
    work: { jobs: 2, oldestAt: Date.parse(ago(70)) },
    analysis: { jobs: 1, oldestAt: Date.parse(ago(5)) },
  });
  expect(dashboard).toMatchObject({ jobs: 4, isAll: true, statuses: { queued: 3, running: 1, failed: 0 } });
  expect(dashboard.days).toHaveLength(7);
});

it("a job is timed from when it was last queued to its result, whatever happens to it later", async () => {
  const ports = createMemoryPorts();
  const timeline = [
    { kind: "signed" as const, at: ago(1000) },
    { kind: "queued" as const, at: ago(900) },
    { kind: "failed" as const, at: ago(800) },
    { kind: "retried" as const, at: ago(100) },
    { kind: "queued" as const, at: ago(100) },
    { kind: "running" as const, at: ago(95) },
    { kind: "stored" as const, at: ago(90) },
  ];
  await ports.jobs.insert(sampleJob("succeeded", { timeline, updatedAt: ago(1) }));

  const { slowest } = await readDashboard(ports, createJobFactsReader(), { workspace: sampleWorkspace, days: 1, timeZone: "UTC" });

  expect(slowest).toMatchObject([{ ms: 10_000, name: "orders.csv" }]);
});
