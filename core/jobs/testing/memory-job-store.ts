import type { JobStore } from "../../ports/job-store.ts";
import type { Settings } from "../../settings.ts";
import { dueAt } from "../due-at.ts";
import type { Job } from "../job.ts";

export interface MemoryJobs extends JobStore {
  all(): Job[];
}

/** Jobs in memory, conditional on versions as the table is. */
export function createMemoryJobs(settings: Settings): MemoryJobs {
  const jobs = new Map<string, Job>();
  const keyOf = (workspace: string, id: string) => `${workspace}/${id}`;
  const store = (job: Job) => void jobs.set(keyOf(job.workspace, job.id), structuredClone(job));

  return {
    all: () => [...jobs.values()],
    async get(workspace, id) {
      return structuredClone(jobs.get(keyOf(workspace, id)) ?? null);
    },
    async insert(job) {
      if (jobs.has(keyOf(job.workspace, job.id))) return false;
      store(job);
      return true;
    },
    async replace(job) {
      if (jobs.get(keyOf(job.workspace, job.id))?.version !== job.version - 1) return false;
      store(job);
      return true;
    },
    async clearPending(job) {
      if (jobs.get(keyOf(job.workspace, job.id))?.version === job.version) store({ ...job, pending: [] });
    },
    async list(workspace, { limit, cursor, status, since }) {
      const found = [...jobs.values()]
        .filter((job) => job.workspace === workspace && (since === undefined ? job.deletedAt === undefined : job.updatedAt >= since))
        .filter((job) => (status === undefined || job.status === status) && (cursor === undefined || job.id < cursor))
        .sort((a, b) => (a.id < b.id ? 1 : -1));
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return { jobs: structuredClone(page), ...(found.length > limit && last ? { cursor: last.id } : {}) };
    },
    async listDue(now, limit) {
      const due = [...jobs.values()].filter((job) => (dueAt(job, settings) ?? "9") <= now);
      return structuredClone(due.slice(0, limit));
    },
    async remove(workspace, id) {
      jobs.delete(keyOf(workspace, id));
    },
  };
}
