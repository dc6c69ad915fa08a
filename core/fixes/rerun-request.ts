import type { CreateJobRequest } from "../api/requests.ts";
import type { JobSummary } from "../jobs/job-view.ts";
import { fixedDialect } from "./fixed-file.ts";
import { formatRanges, type RejectRanges } from "./reject-ranges.ts";
import type { RejectShape } from "./reject-shape.ts";

interface Rerun {
  job: Pick<JobSummary, "id" | "operation" | "params" | "onBadRow" | "results">;
  shapes: readonly RejectShape[];
  files: CreateJobRequest["files"];
  rejects: RejectRanges;
}

const formatsByName = /^output\.(csv|tsv|json|ndjson|parquet)$/;

/**
 * The job that does to corrected rows what was done to the others: only how the file is read is another matter. The original's
 * parameters say all of it; a recipe that it was made by may be another one by now, or gone.
 */
export function toRerunRequest({ job, shapes, files, rejects }: Rerun): CreateJobRequest {
  // The columns have their final names already.
  const { headers: _, to, ...params } = job.params;
  const dialect = fixedDialect(shapes);
  return {
    operation: job.operation,
    params: { ...params, ...toFormat(job, to), dialect },
    files: [...files],
    onBadRow: job.onBadRow,
    fixes: { job: job.id, rejects: formatRanges(rejects) },
  };
}

/** Where the format follows from the file's name, it is that of the original's result. */
function toFormat({ operation, results }: Rerun["job"], to: unknown): { to?: unknown } {
  if (to !== undefined) return { to };
  if (operation !== "validate") return {};
  const format = results.map(({ name }) => formatsByName.exec(name)?.[1]).find((found) => found !== undefined);
  return format === undefined ? {} : { to: format };
}
