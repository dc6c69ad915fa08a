import { clsx } from "clsx";
import { Ban, CircleCheck, CircleDashed, CircleX, Clock, Hourglass, LoaderCircle, TriangleAlert } from "lucide-react";
import type { JobStatus } from "#core/jobs/job-status";

import { statusWords, type Tone } from "../words/job-words.ts";
import { toneText } from "./tone.ts";

const icons = {
  "awaiting-upload": CircleDashed,
  queued: Clock,
  running: LoaderCircle,
  succeeded: CircleCheck,
  failed: CircleX,
  cancelled: Ban,
  expired: Hourglass,
} satisfies Record<JobStatus, typeof Clock>;

interface StatusMarkProps {
  status: JobStatus;
  /** A success that wants a look: rows were set aside, or kept with errors. */
  wantsLook?: boolean;
  word?: string;
  className?: string;
}

/** A state in colour, icon and word, so that none of the three has to be trusted alone. */
export function StatusMark({ status, wantsLook = false, word, className }: StatusMarkProps) {
  const amber = status === "succeeded" && wantsLook;
  const tone: Tone = amber ? "aside" : statusWords[status].tone;
  const Icon = amber ? TriangleAlert : icons[status];
  return (
    <span className={clsx("inline-flex items-center gap-1.5 font-medium whitespace-nowrap", toneText[tone], className)}>
      <Icon
        aria-hidden="true"
        className={clsx("size-4 shrink-0", status === "running" && "motion-safe:animate-[spin_1.6s_linear_infinite]")}
      />
      {word ?? statusWords[status].word}
    </span>
  );
}
