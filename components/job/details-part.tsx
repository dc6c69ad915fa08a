import { JobDetails } from "./job-details.tsx";
import { Timeline } from "./timeline.tsx";
import type { KnownJob } from "./use-job.ts";

export function DetailsPart({ job }: { job: KnownJob }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-6 gap-y-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <JobDetails job={job} />
      <Timeline job={job} />
    </div>
  );
}
