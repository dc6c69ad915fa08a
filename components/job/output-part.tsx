"use client";

import { JobRows, RevenueChart } from "./late-parts.tsx";
import { ResultList } from "./result-list.tsx";
import type { KnownJob } from "./use-job.ts";

/** The tab Output: the rows that came of it, and the files to download. */
export function OutputPart({ job }: { job: KnownJob }) {
  const revenue = job.operation === "keyword-revenue" ? job.results.find(({ name }) => name.endsWith(".tab")) : undefined;
  return (
    <div className="flex flex-col gap-5">
      {revenue && (
        <section aria-label="Revenue by keyword">
          <h2 className="mb-2 font-medium">Revenue by keyword</h2>
          <RevenueChart jobId={job.id} result={revenue} />
        </section>
      )}
      {job.analysis !== "none" && !job.published && <JobRows job={job} of="output" />}
      {job.results.length > 0 && (
        <section>
          <h2 className="mb-2 font-medium">Files</h2>
          <ResultList jobId={job.id} results={job.results} />
        </section>
      )}
    </div>
  );
}
