import type { Job } from "#core/jobs/job";

/** The index of what is due is spread over as many partitions; a job's is decided by the last, random digit of its id. */
export const dueShards = ["0", "1", "2", "3"];

const tombstoneTtlSeconds = 2 * 86_400;

export function jobKey(workspace: string, id: string): { pk: string; sk: string } {
  return { pk: workspace, sk: `job#${id}` };
}

/** The attributes that conditions and indexes need, and the job itself as JSON: users' names and numbers stay as they are. */
export function toItem(job: Job, dueAt: string | undefined): Record<string, unknown> {
  const { status, version, updatedAt, deletedAt } = job;
  return {
    ...jobKey(job.workspace, job.id),
    status,
    version,
    updatedAt,
    job: JSON.stringify(job),
    ...(dueAt === undefined ? {} : { dueAt, dueShard: shardOf(job.id) }),
    ...(deletedAt === undefined ? {} : { deletedAt, expiresAt: Math.floor(Date.parse(deletedAt) / 1000) + tombstoneTtlSeconds }),
  };
}

export function fromItem(item: Record<string, unknown>): Job {
  return JSON.parse(String(item.job)) as Job;
}

function shardOf(id: string): string {
  return dueShards[(id.codePointAt(id.length - 1) ?? 0) % dueShards.length] ?? "0";
}
