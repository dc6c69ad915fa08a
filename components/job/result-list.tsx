"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import type { JobResult } from "#core/jobs/job";
import { formatBytes, plural } from "#core/words/format-number";
import { errorSentence } from "../api/call-api.ts";
import { downloadResult } from "../jobs/run-job-action.ts";
import { toastsStore } from "../toasts/toasts-store.ts";
import { Button } from "../ui/button.tsx";

const explanations: Record<string, string> = {
  "changes.ndjson": "The records that changed, each as it was and as it is",
  "rejects.ndjson": "The rows set aside, each with its reason",
  "rejects.csv": "The rows set aside as they were, to correct and drop again",
  "report.json": "Everything that was found, for machines",
};

export function ResultList({ jobId, results }: { jobId: string; results: readonly JobResult[] }) {
  return (
    <ul aria-label="Results" className="divide-y divide-line rounded border border-line bg-surface">
      {results.map((result) => (
        <li key={result.name} className="flex items-center gap-4 py-2 pr-2 pl-4">
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium">{result.name}</p>
            <p className="truncate text-xs text-quiet">
              <span className="tabular-nums">{formatBytes(result.bytes)}</span> · {explanations[result.name] ?? plural(result.rows, "row")}
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
    try {
      await downloadResult(jobId, name);
    } catch (error) {
      toastsStore.show({ id: `download-${jobId}-${name}`, tone: "failed", line: `${name}: ${errorSentence(error)}` });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button look="ghost" size="small" disabled={busy} aria-label={`Download ${name}`} onClick={() => void download()}>
      <Download aria-hidden="true" className="size-4" />
      <span className="max-sm:hidden">Download</span>
    </Button>
  );
}
