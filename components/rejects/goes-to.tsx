"use client";

import Link from "next/link";
import { countRanges } from "#core/fixes/reject-ranges";
import { formatCount, plural } from "#core/words/format-number";
import type { KnownJob } from "../job/use-job.ts";
import { jobName, statusWords } from "../words/job-words.ts";
import type { KnownRerun } from "./known-rerun.ts";
import { useReruns } from "./use-reruns.ts";

const linkLook = "rounded-sm text-accent underline underline-offset-2";

/** Of the rows set aside: how many were sent again, what became of them, and how many are left. */
export function GoesTo({ job }: { job: KnownJob }) {
  const { reruns, sent } = useReruns(job);
  const rejected = job.counts?.rejected ?? 0;
  const taken = countRanges(sent);
  return (
    <section aria-label="Sent again" className="rounded border border-line bg-surface px-4 py-3 sm:px-5">
      <p className="tabular-nums">
        <span className="font-medium">
          {formatCount(rejected)} set aside = {formatCount(taken)} sent again + {formatCount(rejected - taken)} left
        </span>
      </p>
      <ul className="mt-1 flex flex-col gap-0.5 text-quiet">
        {reruns.map((known) => (
          <Rerun key={known.rerun.job} known={known} />
        ))}
      </ul>
    </section>
  );
}

function Rerun({ known: { rerun, job, cameToNothing } }: { known: KnownRerun }) {
  return (
    <li className="tabular-nums">
      {plural(rerun.rows, "row")} in{" "}
      {job === null ? (
        "a job that was deleted"
      ) : (
        <Link href={`/jobs/${rerun.job}`} className={linkLook}>
          {job ? jobName(job) : "another job"}
        </Link>
      )}
      {job && `: ${outcome(job)}`}
      {cameToNothing && ", so they can be sent again"}
      {job?.status === "expired" && ", since their file never arrived: delete that job, and they can be sent again"}
    </li>
  );
}

function outcome({ counts, status }: Pick<KnownJob, "counts" | "status">): string {
  if (!counts) return statusWords[status].word.toLowerCase();
  const parts = [`${formatCount(counts.out)} out`];
  if (counts.rejected > 0) parts.push(`${formatCount(counts.rejected)} set aside`);
  if (counts.filtered > 0) parts.push(`${formatCount(counts.filtered)} filtered`);
  return parts.join(", ");
}
