import { allResults } from "./all-results.ts";
import { endedAt } from "./ended-at.ts";
import type { Job } from "./job.ts";
import type { JobSummary, JobTombstone, JobView } from "./job-view.ts";

export function toJobView(job: Job): JobView {
  return { ...toJobSummary(job), workspace: job.workspace, timeline: job.timeline, issues: job.issues, reruns: job.reruns ?? [] };
}

/** A job as a list of changes or a notice shows it: its summary, or that it is gone. */
export function toJobLine(job: Job): JobSummary | JobTombstone {
  if (job.deletedAt === undefined) return toJobSummary(job);
  return { id: job.id, version: job.version, deleted: true, deletedAt: job.deletedAt };
}

function toJobSummary(job: Job): JobSummary {
  return {
    id: job.id,
    version: job.version,
    status: job.status,
    operation: job.operation,
    params: job.params,
    onBadRow: job.onBadRow,
    recipe: job.recipe ?? null,
    set: job.set ?? null,
    fixes: job.fixes ?? null,
    source: job.source,
    files: job.files.map(({ n, name, size, type, versionId }) => ({ n, name, size, type, arrived: versionId !== undefined })),
    createdAt: job.createdAt,
    updatedAt: job.updatedAt,
    endedAt: endedAt(job),
    attempt: job.attempt,
    analysis: job.analysis?.status ?? "none",
    analysisError: job.analysis?.error ?? null,
    cancelRequested: job.cancelRequested ?? false,
    counts: job.counts ?? null,
    findings: countFindings(job),
    plan: job.plan ?? null,
    ...(job.published && { published: job.published }),
    error: job.error ?? null,
    results: allResults(job),
  };
}

function countFindings({ issues }: Job): JobSummary["findings"] {
  const findings = { error: 0, warning: 0, notice: 0 };
  for (const { severity, count } of issues) findings[severity] += count;
  return findings;
}
