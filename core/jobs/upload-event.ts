import * as z from "zod/mini";
import { parseJson } from "../parse-json.ts";
import type { UploadedObject } from "./accept-upload.ts";

const recordSchema = z.object({
  eventName: z.string(),
  // Only for the log: an event that says it otherwise is as good.
  responseElements: z.catch(z.object({ "x-amz-request-id": z.optional(z.string()) }), {}),
  s3: z.object({
    object: z.object({
      key: z.string(),
      versionId: z.string(),
      sequencer: z._default(z.string(), ""),
    }),
  }),
});
const bodySchema = z.object({ Records: z.array(recordSchema) });

/**
 * The objects that the body of one S3 event message tells of. Anything else, such as the `s3:TestEvent` that S3 sends when a
 * notification is configured, tells of none. Keys come URL-encoded with `+` for a space, and are decoded here, once.
 * `traceId`: the trace that the message carried, if any.
 */
export function parseUploadEvent(body: string, traceId?: string): UploadedObject[] {
  const parsed = bodySchema.safeParse(parseJson(body));
  if (!parsed.success) return [];
  const created = parsed.data.Records.filter((record) => record.eventName.startsWith("ObjectCreated:"));
  return created.map(({ s3: { object }, responseElements: { "x-amz-request-id": requestId } }) => ({
    bucketKey: decodeURIComponent(object.key.replaceAll("+", " ")),
    versionId: object.versionId,
    sequencer: object.sequencer,
    origin: { ...(requestId && { requestId }), ...(traceId && { traceId }) },
  }));
}
