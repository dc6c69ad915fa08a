import type { TimelineEntry } from "#core/jobs/job";
import { isTerminal, type JobStatus } from "#core/jobs/job-status";
import type { Tone } from "../words/job-words.ts";

export interface TimelineStep {
  key: string;
  at: number;
  words: string;
  message: string | null;
  tone: Tone;
  /** Until the next step; for the last step of a job that still goes on, until now. */
  durationMs: number | null;
}

const kinds: Record<TimelineEntry["kind"], { words: string; tone: Tone }> = {
  signed: { words: "Upload prepared", tone: "waiting" },
  uploaded: { words: "Uploaded", tone: "waiting" },
  accepted: { words: "Accepted", tone: "waiting" },
  queued: { words: "Queued", tone: "waiting" },
  running: { words: "Running", tone: "running" },
  applying: { words: "Changing what is stored", tone: "running" },
  stored: { words: "Result stored", tone: "done" },
  failed: { words: "Failed", tone: "failed" },
  "cancel-requested": { words: "Cancel asked for", tone: "waiting" },
  cancelled: { words: "Cancelled", tone: "waiting" },
  expired: { words: "Expired", tone: "failed" },
  retried: { words: "Retried", tone: "waiting" },
  revived: { words: "Taken up again", tone: "waiting" },
  noted: { words: "Noted", tone: "waiting" },
  corrected: { words: "Rows sent again", tone: "waiting" },
};

/** What happened to a job, in order, and how long each step took. */
export function timelineSteps(timeline: readonly TimelineEntry[], status: JobStatus, now: number): TimelineStep[] {
  return timeline.map((entry, index) => {
    const at = Date.parse(entry.at);
    const next = timeline[index + 1];
    const until = next ? Date.parse(next.at) : isTerminal(status) || now === 0 ? null : now;
    const attempt = entry.attempt !== undefined && entry.attempt > 1 ? `, attempt ${entry.attempt}` : "";
    return {
      key: `${index} ${entry.at}`,
      at,
      words: `${kinds[entry.kind].words}${entry.kind === "running" ? attempt : ""}`,
      message: entry.message ?? null,
      tone: kinds[entry.kind].tone,
      durationMs: until === null ? null : Math.max(0, until - at),
    };
  });
}
