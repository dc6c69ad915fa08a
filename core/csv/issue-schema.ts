import * as z from "zod/mini";
import { type IssueSummary, issueCodes, maxPlacesPerIssue } from "./issue.ts";

const issuePlaceSchema = z.object({
  line: z.int().check(z.positive()),
  record: z.nullable(z.int().check(z.nonnegative())),
  column: z.nullable(z.int().check(z.positive())),
  name: z.nullable(z.string()),
  byte: z.nullable(z.int().check(z.nonnegative())),
  message: z.string(),
});

export const issueSummarySchema = z.object({
  code: z.enum([...issueCodes.error, ...issueCodes.warning, ...issueCodes.notice]),
  severity: z.enum(["error", "warning", "notice"]),
  count: z.int().check(z.positive()),
  first: z.array(issuePlaceSchema).check(z.maxLength(maxPlacesPerIssue)),
}) satisfies z.ZodMiniType<IssueSummary>;
