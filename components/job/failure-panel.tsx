import { CircleX, Hourglass } from "lucide-react";
import type { ErrorCode } from "#core/app-error";
import { formatCount } from "#core/words/format-number";
import { failureLine } from "../words/job-words.ts";
import type { KnownJob } from "./use-job.ts";

/** What to do where the sentence of the failure does not say it. */
const advice: Partial<Record<ErrorCode, string>> = {
  "stopped-at-bad-row": "Correct that row, or run the file again with bad rows kept or set aside.",
  "no-such-column": "Drop the file again and choose from the columns it has.",
  stalled: "Retry it. If it stalls again, the file may be too much for one run.",
  unavailable: "Retry it in a moment.",
  internal: "Retry it. If it fails again, quote the job's id below.",
  "size-mismatch": "The file changed while it was uploaded. Drop it again.",
  "empty-file": "Check the export that made it, then drop the new file.",
  "binary-file": "Export it as CSV or another text format, then drop that.",
};

export function FailurePanel({ job }: { job: KnownJob }) {
  const Icon = job.status === "expired" ? Hourglass : CircleX;
  const next = job.error ? advice[job.error.code] : undefined;
  return (
    <section aria-label="What happened" className="flex gap-3 rounded border border-line bg-failed-soft px-4 py-4 sm:px-5">
      <Icon aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-failed" />
      <div className="min-w-0">
        <h2 className="text-base font-medium break-words">{failureLine(job)}</h2>
        {job.error?.line !== undefined && <p className="mt-1">It happened on line {formatCount(job.error.line)} of the file.</p>}
        {next !== undefined && <p className="mt-1">{next}</p>}
      </div>
    </section>
  );
}
