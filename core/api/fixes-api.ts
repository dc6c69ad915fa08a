import * as z from "zod";
import { maxRangesText, parseRanges } from "../fixes/reject-ranges.ts";
import { isJobId } from "../jobs/job-id.ts";

/** Which rejected rows of which job a new job sends again, corrected. */
export const fixesRequestSchema = z.strictObject({
  job: z.string().refine(isJobId, "must be the id of a job"),
  /** Places in its `rejects.ndjson`, from 0, ascending: `0-8,11`. */
  rejects: z
    .string()
    .min(1)
    .max(maxRangesText)
    .refine((text) => parseRanges(text) !== null, "must be places in ascending order, such as 0-8,11"),
});
export type FixesRequest = z.infer<typeof fixesRequestSchema>;
