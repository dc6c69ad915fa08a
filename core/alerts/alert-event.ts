import type { JobAlert } from "./job-alert.ts";

/** What a webhook can be told of. */
export const alertEvents = ["job.succeeded", "job.failed", "job.cancelled", "job.expired", "set.incomplete", "rejects.over-limit"] as const;
export type AlertEvent = (typeof alertEvents)[number];

/** Everything that the end of a job is, the gravest first. `rejectPercent`: more than that of the rows set aside is over the limit. */
export function eventsOf(alert: JobAlert, { rejectPercent }: { rejectPercent: number }): AlertEvent[] {
  const events: AlertEvent[] = [];
  if (alert.error?.code === "set-incomplete") events.push("set.incomplete");
  switch (alert.status) {
    case "succeeded":
      if (rejectedPercent(alert) > rejectPercent) events.push("rejects.over-limit");
      events.push("job.succeeded");
      break;
    case "failed":
      events.push("job.failed");
      break;
    case "cancelled":
      events.push("job.cancelled");
      break;
    case "expired":
      events.push("job.expired");
      break;
    case "awaiting-upload":
    case "queued":
    case "running":
      break;
  }
  return events;
}

/** Of the rows that were read; 0 where there were none. */
export function rejectedPercent({ counts }: Pick<JobAlert, "counts">): number {
  return counts && counts.in > 0 ? (100 * counts.rejected) / counts.in : 0;
}
