export const jobStatuses = ["awaiting-upload", "queued", "running", "succeeded", "failed", "cancelled", "expired"] as const;
export type JobStatus = (typeof jobStatuses)[number];

const terminalStatuses: ReadonlySet<JobStatus> = new Set(["succeeded", "failed", "cancelled", "expired"]);

/** Nothing will change any more unless somebody asks for it. */
export function isTerminal(status: JobStatus): boolean {
  return terminalStatuses.has(status);
}
