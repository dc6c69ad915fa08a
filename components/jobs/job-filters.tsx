"use client";

import type { JobStatus } from "#core/jobs/job-status";

import { Pills } from "../ui/pills.tsx";
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

const options = [{ id: null, words: "All" }, ...statuses.map((id) => ({ id, words: statusWords[id].word }))];

interface JobFiltersProps {
  filter: JobFilter;
  onChange: (filter: JobFilter) => void;
}

export function JobFilters({ filter, onChange }: JobFiltersProps) {
  return (
    <Pills
      label="Filter by status"
      options={options}
      value={filter.status}
      onChange={(status) => onChange({ ...filter, status })}
      className="-mx-1 overflow-x-auto px-1 py-1 [scrollbar-width:none]"
    />
  );
}
