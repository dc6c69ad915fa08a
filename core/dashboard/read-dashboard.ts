import type { Ports } from "../ports/ports.ts";
import { createZoneDays } from "./day-in-zone.ts";
import type { JobFact } from "./job-fact.ts";
import type { JobFactsReader } from "./job-facts.ts";
import { type Figures, summarizeJobs } from "./summarize-jobs.ts";

const dayMs = 86_400_000;

/** Jobs that wait to be run, by what runs them. */
export interface Waiting {
  jobs: number;
  /** When the one that waits longest began to, in ms. */
  oldestAt: number | null;
}

export interface Dashboard extends Figures {
  /** Server time, in ms. */
  now: number;
  waiting: { work: Waiting; analysis: Waiting };
  jobs: number;
  /** False when the oldest jobs of these days were too many to be read. */
  isAll: boolean;
  /** When the oldest job that was counted was made. */
  oldestAt: number | null;
}

/** A workspace in figures, for the last days as a time zone reckons them, today included. */
export async function readDashboard(
  ports: Pick<Ports, "jobs" | "now">,
  reader: JobFactsReader,
  { workspace, days, timeZone }: { workspace: string; days: number; timeZone: string },
): Promise<Dashboard> {
  const now = ports.now().getTime();
  // A day more: zones are up to 14 hours ahead, and clocks are put back.
  const { facts, isAll } = await reader.read(ports, workspace, startOfDay(now - (days + 1) * dayMs));
  const all = [...facts];
  const figures = summarizeJobs(all, { zone: createZoneDays(timeZone), days, now });
  const times = all.map(({ createdAt }) => createdAt);
  return {
    ...figures,
    now,
    waiting: { work: waitingOf(all, "rows"), analysis: waitingOf(all, "engine") },
    jobs: Object.values(figures.statuses).reduce((sum, count) => sum + count, 0),
    isAll,
    oldestAt: times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b)),
  };
}

/** The same for a whole day, so that what is held of a workspace stays enough. */
function startOfDay(time: number): number {
  return Math.floor(time / dayMs) * dayMs;
}

function waitingOf(facts: readonly JobFact[], runner: JobFact["runner"]): Waiting {
  const waiting = facts.filter((fact) => fact.status === "queued" && fact.runner === runner);
  return { jobs: waiting.length, oldestAt: waiting.length === 0 ? null : Math.min(...waiting.map(({ queuedAt }) => queuedAt)) };
}
