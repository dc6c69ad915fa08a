import { clsx } from "clsx";
import type { JobSummary } from "#core/jobs/job-view";
import { tableHeight } from "../rows/table-height.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { JobTitle } from "./job-title.tsx";

/** In the shape of what comes, so that nothing moves when it does; a job that is known already is called by its name. */
export function JobSkeleton({ job }: { job?: JobSummary }) {
  return (
    <div className="flex flex-col gap-5">
      {job ? (
        <JobTitle job={job} />
      ) : (
        <div>
          <Skeleton className="h-9 w-64 max-w-full" />
          <Skeleton className="mt-1 h-5 w-80 max-w-full" />
        </div>
      )}
      <div role="status" aria-label="Reading the job" className="flex flex-col gap-5">
        <Skeleton className="h-4 w-full max-w-xl" />
        <Skeleton className="h-22 w-full rounded" />
        <Skeleton className="h-10 w-full" />
        <Skeleton className={clsx("w-full rounded", tableHeight)} />
      </div>
    </div>
  );
}
