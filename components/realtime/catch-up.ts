import type { QueryClient } from "@tanstack/react-query";
import { listJobs } from "../api/jobs-api.ts";
import { jobPages } from "../jobs/job-pages.ts";
import { jobsStore } from "./jobs-store.ts";

/** A write may be seen a moment after the time it carries. Asking a little further back costs nothing: versions sort it out. */
const overlapMs = 5_000;
const changesPerPage = 200;

/** Reads the list the first time and what changed since then ever after; questions that come meanwhile share the answer. */
export function createCatchUp(queryClient: QueryClient): () => Promise<void> {
  let since: string | null = null;
  let asking: Promise<void> | null = null;

  async function ask(): Promise<void> {
    if (since === null) {
      const { pages } = await queryClient.fetchInfiniteQuery(jobPages(null));
      since = pages[0]?.now ?? null;
    } else {
      since = await hearChanges(since);
    }
  }

  return () => {
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  };
}

async function hearChanges(since: string): Promise<string> {
  const from = new Date(Date.parse(since) - overlapMs).toISOString();
  let cursor: string | undefined;
  let next: string | null = null;
  do {
    const answer = await listJobs({ since: from, limit: changesPerPage, cursor });
    jobsStore.hear(answer.jobs);
    next ??= answer.now;
    cursor = answer.cursor ?? undefined;
  } while (cursor !== undefined);
  return next;
}
