import * as z from "zod";
import { type IssueSummary, issueCodes, maxPlacesPerIssue } from "./issue.ts";

const issuePlaceSchema = z.object({
  line: z.int().positive(),
  record: z.int().nonnegative().nullable(),
  column: z.int().positive().nullable(),
  name: z.string().nullable(),
  byte: z.int().nonnegative().nullable(),
  message: z.string(),
});

export const issueSummarySchema = z.object({
  code: z.enum([...issueCodes.error, ...issueCodes.warning, ...issueCodes.notice]),
  severity: z.enum(["error", "warning", "notice"]),
  count: z.int().positive(),
  first: z.array(issuePlaceSchema).max(maxPlacesPerIssue),
}) satisfies z.ZodType<IssueSummary>;
