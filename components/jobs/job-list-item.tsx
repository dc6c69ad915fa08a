import { clsx } from "clsx";
import type { CSSProperties } from "react";
import type { JobSummary } from "#core/jobs/job-view";
import { JobRow } from "./job-row.tsx";

interface JobListItemProps {
  job: JobSummary;
  place: number;
  count: number;
  /** It came while the list was shown, and slides in. */
  isNew: boolean;
  className?: string;
  style: CSSProperties;
}

export function JobListItem({ job, place, count, isNew, className, style }: JobListItemProps) {
  return (
    <li
      aria-setsize={count}
      aria-posinset={place + 1}
      className={clsx("border-line [&:not(:last-child)]:border-b", className)}
      style={style}
    >
      <div className={isNew ? "h-full animate-row-in" : "h-full"}>
        <JobRow job={job} />
      </div>
    </li>
  );
}
