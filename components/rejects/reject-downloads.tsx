"use client";

import { Download } from "lucide-react";
import type { KnownJob } from "../job/use-job.ts";
import { downloadOrSay } from "../jobs/run-job-action.ts";
import { Button } from "../ui/button.tsx";

const offered = [
  { name: "rejects.xlsx", words: "Excel" },
  { name: "rejects.csv", words: "CSV" },
  { name: "rejects.ndjson", words: "NDJSON" },
] as const;

/** The rows set aside as files: with their reasons, or as they stood in the file. */
export function RejectDownloads({ job }: { job: KnownJob }) {
  return (
    <div className="flex flex-wrap gap-2">
      {offered
        .filter(({ name }) => job.results.some((result) => result.name === name))
        .map(({ name, words }) => (
          <Button key={name} size="small" aria-label={`${words}: download ${name}`} onClick={() => void downloadOrSay(job.id, name)}>
            <Download aria-hidden="true" className="size-3.5" />
            {words}
          </Button>
        ))}
    </div>
  );
}
