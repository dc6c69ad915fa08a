"use client";

import { analyseAgain } from "../jobs/run-job-action.ts";
import { Button } from "../ui/button.tsx";

/** Where a job's tables could not be made. */
export function AnalyseAgain({ jobId }: { jobId: string }) {
  return <Button onClick={() => void analyseAgain(jobId)}>Try again</Button>;
}
