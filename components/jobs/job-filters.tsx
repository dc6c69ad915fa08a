"use client";

import { clsx } from "clsx";
import type { JobStatus } from "#core/jobs/job-status";

import { statusWords } from "../words/job-words.ts";
import type { JobFilter } from "./job-filter.ts";

const statuses = [
  "running",
  "queued",
  "awaiting-upload",
  "succeeded",
  "failed",
  "cancelled",
  "expired",
] as const satisfies readonly JobStatus[];

interface JobFiltersProps {
  filter: JobFilter;
  onChange: (filter: JobFilter) => void;
}

export function JobFilters({ filter, onChange }: JobFiltersProps) {
  return (
    <fieldset aria-label="Filter by status" className="-mx-1 flex min-w-0 gap-1 overflow-x-auto px-1 py-1 [scrollbar-width:none]">
      {[null, ...statuses].map((status) => (
        <button
          key={status ?? "all"}
          type="button"
          aria-pressed={filter.status === status}
          onClick={() => onChange({ ...filter, status })}
          className={clsx(
            "h-7 shrink-0 rounded-full border px-3 text-xs whitespace-nowrap transition-colors",
            filter.status === status
              ? "border-accent bg-accent-soft font-medium text-accent"
              : "border-line bg-surface text-quiet hover:text-ink",
          )}
        >
          {status === null ? "All" : statusWords[status].word}
        </button>
      ))}
    </fieldset>
  );
}
