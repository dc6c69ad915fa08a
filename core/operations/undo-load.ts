import * as z from "zod";
import { isJobId } from "../jobs/job-id.ts";
import type { Operation } from "./operation.ts";

export const undoLoadParamsSchema = z.strictObject({
  job: z.string().refine(isJobId, "This is no job's id.").meta({ title: "Load", description: "The job whose changes are taken back." }),
});
export type UndoLoadParams = z.infer<typeof undoLoadParamsSchema>;

export const undoLoad: Operation<UndoLoadParams> = {
  id: "undo-load",
  title: "Undo a load",
  description: "Records become what they were before a load, but for those that were changed since.",
  params: undoLoadParamsSchema,
  inputs: { minFiles: 0, maxFiles: 0 },
  needsServer: true,
  defaultBadRow: "reject",
  run: async (context) => (await import("./load/undo-records.ts")).undoRecords(context),
};
