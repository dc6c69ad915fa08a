"use client";

import Link from "next/link";
import { ApiError } from "#core/api/api-error";
import { formatCount } from "#core/words/format-number";
import { late } from "../frame/late.tsx";
import { useIsDeleted } from "../jobs/use-jobs.ts";
import { jobName } from "../words/job-words.ts";
import { type KnownJob, useJob } from "./use-job.ts";

const GoesTo = late(async () => (await import("../rejects/goes-to.tsx")).GoesTo);
const linkLook = "rounded-sm text-accent underline underline-offset-2";

/** Which rows set aside were sent again, and by which jobs: the counts of both add up. */
export function SentAgain({ job }: { job: KnownJob }) {
  return (
    <>
      {job.fixes && <ComesFrom fixes={job.fixes} />}
      {job.reruns && job.reruns.length > 0 && <GoesTo job={job} />}
    </>
  );
}

function ComesFrom({ fixes }: { fixes: NonNullable<KnownJob["fixes"]> }) {
  const { job, error } = useJob(fixes.job);
  const isDeleted = useIsDeleted(fixes.job);
  return (
    <p>
      {fixes.rows === 1 ? "This row" : `These ${formatCount(fixes.rows)} rows`} had been set aside from{" "}
      {isDeleted || (error instanceof ApiError && error.status === 404) ? (
        "a job that is not there any more"
      ) : (
        <Link href={`/jobs/${fixes.job}?tab=aside`} className={linkLook}>
          {job ? jobName(job) : "another job"}
        </Link>
      )}{" "}
      and {fixes.rows === 1 ? "was" : "were"} corrected.
    </p>
  );
}
