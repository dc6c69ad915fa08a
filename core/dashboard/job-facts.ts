import type { Ports } from "../ports/ports.ts";
import { type JobFact, toJobFact } from "./job-fact.ts";

type FactPorts = Pick<Ports, "jobs" | "now">;

/** Jobs that are read for figures, the newest: what a process can hold, and a table read, for many workspaces. */
export const mostJobs = 5_000;
const pageSize = 500;
/** How many more than that may come in by and by before the oldest are left out again. */
const roomToGrow = 1.2;
/** A change is stamped a little before it is visible, and clocks differ. */
const marginMs = 5_000;
/** After so long without being asked for, reading anew is as cheap as catching up. */
const keptMs = 10 * 60_000;
const mostWorkspaces = 20;
const freshForMs = 1_000;

export interface JobFacts {
  facts: Iterable<JobFact>;
  /** False when there are older jobs within the time asked for than were read. */
  isAll: boolean;
}

interface Held {
  facts: Map<string, JobFact>;
  /** Jobs made at or after this are held. */
  from: number;
  isAll: boolean;
  /** Changes before this are held. */
  readAt: number;
  askedAt: number;
}

/** What figures need of a workspace's jobs, kept in the process: read once, then only what has changed. */
export interface JobFactsReader {
  read(ports: FactPorts, workspace: string, from: number): Promise<JobFacts>;
}

export function createJobFactsReader({ limit = mostJobs }: { limit?: number } = {}): JobFactsReader {
  const held = new Map<string, Held>();
  const reading = new Map<string, Promise<unknown>>();

  async function refresh(ports: FactPorts, workspace: string, from: number): Promise<Held> {
    const now = ports.now().getTime();
    const before = held.get(workspace);
    const isUsable = before !== undefined && before.from <= from && now - before.askedAt < keptMs;
    if (isUsable && now - before.askedAt < freshForMs && now >= before.askedAt) return before;
    const next =
      (isUsable && (await catchUp(ports, workspace, before, now, limit))) || (await readAnew(ports, workspace, from, now, limit));
    held.delete(workspace);
    held.set(workspace, next);
    const oldest = held.keys().next();
    if (held.size > mostWorkspaces && !oldest.done) held.delete(oldest.value);
    return next;
  }

  return {
    async read(ports, workspace, from) {
      // One after the other: whoever comes second mostly finds what the first has read.
      const turn = (reading.get(workspace) ?? Promise.resolve()).then(() => refresh(ports, workspace, from));
      const settled = turn.catch(() => undefined);
      reading.set(workspace, settled);
      void settled.then(() => reading.get(workspace) === settled && reading.delete(workspace));
      const { facts, isAll } = await turn;
      const asked = [...facts.values()].filter(({ createdAt }) => createdAt >= from);
      return { facts: asked, isAll: isAll || asked.length < facts.size };
    },
  };
}

async function readAnew(ports: FactPorts, workspace: string, from: number, now: number, limit: number): Promise<Held> {
  const facts = new Map<string, JobFact>();
  let cursor: string | undefined;
  do {
    const page = await ports.jobs.list(workspace, { limit: Math.min(pageSize, limit), ...(cursor !== undefined && { cursor }) });
    for (const job of page.jobs) {
      const fact = toJobFact(job);
      // The newest come first, so all that follow are older still.
      if (fact.createdAt < from) return { facts, from, isAll: true, readAt: now - marginMs, askedAt: now };
      if (facts.size >= limit) return { facts, from, isAll: false, readAt: now - marginMs, askedAt: now };
      facts.set(fact.id, fact);
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return { facts, from, isAll: true, readAt: now - marginMs, askedAt: now };
}

/** What is held with all changes since; undefined where there are too many of them, or where they left room for older jobs. */
async function catchUp(ports: FactPorts, workspace: string, before: Held, now: number, limit: number): Promise<Held | undefined> {
  const facts = new Map(before.facts);
  const oldest = before.isAll ? before.from : Math.min(...[...facts.values()].map(({ createdAt }) => createdAt));
  const since = new Date(before.readAt).toISOString();
  let cursor: string | undefined;
  do {
    const page = await ports.jobs.list(workspace, { limit: pageSize, since, ...(cursor !== undefined && { cursor }) });
    for (const job of page.jobs) {
      if (job.deletedAt !== undefined) facts.delete(job.id);
      else if (Date.parse(job.createdAt) >= oldest) facts.set(job.id, toJobFact(job));
    }
    if (facts.size > limit * roomToGrow) return undefined;
    cursor = page.cursor;
  } while (cursor !== undefined);
  if (!before.isAll && facts.size < limit / roomToGrow) return undefined;
  return { ...before, facts, readAt: now - marginMs, askedAt: now };
}
