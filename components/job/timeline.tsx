"use client";

import { clsx } from "clsx";
import { formatDuration } from "#core/words/format-duration";
import { useNow } from "../frame/use-now.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { formatClock, formatMoment } from "../words/format-time.ts";
import { stepDots } from "./step-dots.ts";
import { timelineSteps } from "./timeline-steps.ts";
import type { KnownJob } from "./use-job.ts";

export function Timeline({ job }: { job: KnownJob }) {
  const now = useNow();
  if (!job.timeline) return <Skeleton className="h-40 w-full" />;
  const steps = timelineSteps(job.timeline, job.status, now);
  return (
    <ol aria-label="Every step" className="rounded border border-line bg-surface px-4 py-3">
      {steps.map((step, index) => (
        <li key={step.key} className="relative flex gap-3 pb-3 last:pb-0">
          {index < steps.length - 1 && <span aria-hidden="true" className="absolute top-3.5 bottom-[-6px] left-[3.5px] w-px bg-line" />}
          <span aria-hidden="true" className={clsx("relative mt-1.5 size-2 shrink-0 rounded-full", stepDots[step.tone])} />
          <div className="min-w-0 flex-1">
            <p className="flex items-baseline gap-3">
              <span className="min-w-0 flex-1 font-medium">{step.words}</span>
              {step.durationMs !== null && (
                <span className="figures text-xs whitespace-nowrap text-quiet">{formatDuration(step.durationMs)}</span>
              )}
              <time
                dateTime={new Date(step.at).toISOString()}
                title={formatMoment(step.at)}
                className="figures w-16 text-right text-xs text-quiet"
              >
                {formatClock(step.at)}
              </time>
            </p>
            {step.message !== null && <p className="text-xs break-words text-quiet">{step.message}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
