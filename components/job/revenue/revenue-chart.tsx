"use client";

import { useQuery } from "@tanstack/react-query";
import type { JobResult } from "#core/jobs/job";
import { BarChart } from "../../charts/bar-chart.tsx";
import { Button } from "../../ui/button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { readRevenue } from "./read-revenue.ts";
import { revenueSentence, toRevenueBars } from "./revenue-bars.ts";

const frame = "rounded border border-line bg-surface px-4 py-4 sm:px-5";

/** The result of a `keyword-revenue` job: what the keywords brought. */
export function RevenueChart({ jobId, result }: { jobId: string; result: JobResult }) {
  const { data, isError, refetch } = useQuery({
    queryKey: ["revenue", jobId, result.name, result.bytes],
    queryFn: ({ signal }) => readRevenue(jobId, result.name, signal),
    staleTime: Infinity,
  });
  if (isError) {
    return (
      <div className={frame}>
        <p className="mb-3">The result could not be read, so there is no chart of it. It can still be downloaded.</p>
        <Button size="small" onClick={() => void refetch()}>
          Try again
        </Button>
      </div>
    );
  }
  if (!data) return <Skeleton className="h-72 w-full" />;
  const { summary, lines } = data;
  return (
    <figure className={frame}>
      {summary.pairs === 0 ? (
        <p className="mb-3 text-base">No purchase came by a search.</p>
      ) : (
        <BarChart
          caption="Revenue by search keyword, the highest first"
          labelTitle="Keyword"
          valueTitle="Revenue"
          bars={toRevenueBars(lines, summary)}
        />
      )}
      <figcaption className="mt-3 border-t border-line pt-3 text-xs text-quiet tabular-nums">{revenueSentence(summary)}</figcaption>
    </figure>
  );
}
