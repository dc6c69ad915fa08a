"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { JobView } from "#core/jobs/job-view";

const SentJobContext = createContext<JobView | null>(null);

/** The job that came with the page's document; null where the page asks for it itself. */
export function SentJob({ job, children }: { job: JobView | null; children: ReactNode }) {
  return <SentJobContext value={job}>{children}</SentJobContext>;
}

export function useSentJob(id: string): JobView | null {
  const job = useContext(SentJobContext);
  return job?.id === id ? job : null;
}
