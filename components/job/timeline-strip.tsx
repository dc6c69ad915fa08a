"use client";

import { clsx } from "clsx";
import { formatDuration } from "#core/words/format-duration";
import { useNow } from "../frame/use-now.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { formatMoment } from "../words/format-time.ts";
import { stepDots } from "./step-dots.ts";
import { timelineSteps } from "./timeline-steps.ts";
import type { KnownJob } from "./use-job.ts";

/** What happened, in a line: each step with how long it took until the next. */
export function TimelineStrip({ job }: { job: KnownJob }) {
  const now = useNow();
  if (!job.timeline) return <Skeleton className="h-5 w-full max-w-xl" />;
  return (
    <ol aria-label="Timeline" className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs max-sm:grid max-sm:grid-cols-2">
      {timelineSteps(job.timeline, job.status, now).map((step) => (
        <li
          key={step.key}
          title={`${formatMoment(step.at)}${step.message === null ? "" : `: ${step.message}`}`}
          className="flex items-center gap-1.5"
        >
          <span aria-hidden="true" className={clsx("size-2 shrink-0 rounded-full", stepDots[step.tone])} />
          <span>{step.words}</span>
          {step.durationMs !== null && (
            <span className="figures flex items-center gap-1.5 text-quiet">
              <span aria-hidden="true" className="h-px w-3 bg-line-strong max-sm:hidden" />
              {formatDuration(step.durationMs)}
              <span aria-hidden="true" className="h-px w-3 bg-line-strong max-sm:hidden" />
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
