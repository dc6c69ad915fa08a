"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import type { JobResult } from "#core/jobs/job";
import { formatBytes } from "#core/words/format-number";
import { downloadOrSay } from "../jobs/run-job-action.ts";
import { Button } from "../ui/button.tsx";
import { explainResult, offeredResults } from "./result-words.ts";

export function ResultList({ jobId, results }: { jobId: string; results: readonly JobResult[] }) {
  return (
    <ul aria-label="Results" className="divide-y divide-line rounded border border-line bg-surface">
      {offeredResults(results).map((result) => (
        <li key={result.name} className="flex items-center gap-4 py-2 pr-2 pl-4">
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium">{result.name}</p>
            <p className="truncate text-xs text-quiet">
              <span className="tabular-nums">{formatBytes(result.bytes)}</span> · {explainResult(result)}
            </p>
          </div>
          <DownloadButton jobId={jobId} name={result.name} />
        </li>
      ))}
    </ul>
  );
}

function DownloadButton({ jobId, name }: { jobId: string; name: string }) {
  const [busy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    await downloadOrSay(jobId, name);
    setBusy(false);
  };
  return (
    <Button look="ghost" size="small" disabled={busy} aria-label={`Download ${name}`} onClick={() => void download()}>
      <Download aria-hidden="true" className="size-4" />
      <span className="max-sm:hidden">Download</span>
    </Button>
  );
}
