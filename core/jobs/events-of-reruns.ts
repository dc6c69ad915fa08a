import { AppError } from "../app-error.ts";
import { doRangesMeet, parseRanges, type RejectRanges } from "../fixes/reject-ranges.ts";
import { plural } from "../words/format-number.ts";
import { changed, nothing, wrongState } from "./change.ts";
import type { Job, JobRerun } from "./job.ts";
import type { Clock, Decision } from "./job-event.ts";

/** A job is one stored item, which has to stay small. */
const maxReruns = 100;
const maxRangesOfAll = 64_000;

export interface RerunEvent {
  type: "rerun";
  rerun: JobRerun;
  /** Jobs that were to send rows again and came to nothing: these rows are free once more. */
  ended: readonly string[];
  /** The job that sends them is tried once more. */
  again: boolean;
}

/** Rejected rows are sent again by another job: each by one only, unless that came to nothing. */
export function rerun(job: Job, { rerun: wanted, ended, again }: RerunEvent, clock: Clock): Decision {
  if (job.status !== "succeeded") return wrongState(job, "corrected");
  const reruns = job.reruns ?? [];
  const isKnown = reruns.some((other) => other.job === wanted.job);
  if (isKnown && !again) return nothing;
  const others = reruns.filter((other) => other.job !== wanted.job && !ended.includes(other.job));
  const places = rangesOf(wanted);
  const taken = others.find((other) => doRangesMeet(rangesOf(other), places));
  if (taken) return refuse(`Some of these rows were sent again already, by the job ${taken.job}. Reload the page to see what is left.`);
  const next = [...others, wanted];
  if (next.length > maxReruns || next.reduce((sum, { rejects }) => sum + rejects.length, 0) > maxRangesOfAll) {
    return refuse(
      "Rows of this job were sent again too often, or from too many places, to be kept track of. Correct the rest in the file.",
    );
  }
  const message = `${plural(wanted.rows, "row")} of those set aside ${wanted.rows === 1 ? "was" : "were"} corrected and sent again.`;
  return changed(job, clock, { patch: { reruns: next }, entries: isKnown ? [] : [{ kind: "corrected", message }] });
}

function rangesOf({ rejects }: JobRerun): RejectRanges {
  return parseRanges(rejects) ?? [];
}

function refuse(message: string): Decision {
  return { kind: "refused", error: new AppError("conflict", message) };
}
