import type { JobSummary } from "#core/jobs/job-view";

/** A running conversion of orders.csv, but for what the test says. */
export function sampleJobSummary(changes: Partial<JobSummary> = {}): JobSummary {
  return {
    id: "a",
    version: 1,
    status: "running",
    operation: "convert",
    params: { to: "json" },
    onBadRow: "keep",
    recipe: null,
    set: null,
    fixes: null,
    source: "web",
    files: [{ n: 0, name: "orders.csv", size: 1000, type: "text/csv", arrived: true }],
    createdAt: "2026-11-21T10:00:00.000Z",
    updatedAt: "2026-11-21T10:00:00.000Z",
    endedAt: null,
    attempt: 1,
    analysis: "none",
    analysisError: null,
    cancelRequested: false,
    counts: null,
    findings: { error: 0, warning: 0, notice: 0 },
    plan: null,
    error: null,
    results: [],
    ...changes,
  };
}
