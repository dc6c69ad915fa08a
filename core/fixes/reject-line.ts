import * as z from "zod/mini";
import { issueCodes } from "../csv/issue.ts";

const place = z.int().check(z.nonnegative());
const code = z.enum([...issueCodes.error, ...issueCodes.warning, ...issueCodes.notice]);

/** One line of `rejects.ndjson`: a record that was set aside, and why. */
const rejectLineSchema = z.object({
  /** Which of the job's files it is of, where there are several. */
  file: z.optional(z.string()),
  line: place,
  record: place,
  /** Absent where it is no record of a file. */
  byte: z.optional(z.nullable(place)),
  codes: z.readonly(z.array(code)),
  message: z.string(),
  /** The record's text; null where it is withheld, absent where its bytes are no text. */
  raw: z.optional(z.nullable(z.string())),
  rawBase64: z.optional(z.string()),
  truncated: z.optional(z.literal(true)),
  /** Why nothing of the record is shown. */
  withheld: z.optional(z.string()),
});
export type RejectLine = z.infer<typeof rejectLineSchema>;

/** @throws SyntaxError or ZodError where the line is none of ours */
export function parseRejectLine(text: string): RejectLine {
  return rejectLineSchema.parse(JSON.parse(text));
}
