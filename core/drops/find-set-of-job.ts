import type { Job } from "../jobs/job.ts";
import type { Ports } from "../ports/ports.ts";
import type { DropSet } from "./drop-set.ts";
import { listStoredSets } from "./set-documents.ts";

/** The set that a job runs; null when it runs none, or the set is forgotten. A rule has few versions that have a set of one day. */
export async function findSetOfJob(ports: Pick<Ports, "documents">, job: Pick<Job, "workspace" | "id" | "set">): Promise<DropSet | null> {
  if (!job.set) return null;
  const { date } = job.set;
  let cursor: string | undefined;
  let forgotten: DropSet | null = null;
  do {
    const page = await listStoredSets(ports, job.workspace, { from: date, to: date, limit: 50, cursor });
    const found = page.sets.find(({ set }) => set.runs.some((run) => run.job === job.id));
    if (found) return found.set;
    forgotten ??= page.sets.find(({ set }) => hasForgotten(set, job))?.set ?? null;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return forgotten;
}

/** A set remembers its last runs only. */
function hasForgotten({ rule, revision, runs }: DropSet, { set }: Pick<Job, "set">): boolean {
  return set !== undefined && set.rule === rule && set.revision <= revision - runs.length;
}
