import type { SQSHandler } from "aws-lambda";
import { observer } from "#aws/observer";
import { createPorts } from "#aws/ports";
import { traceIdOf } from "#aws/trace";
import { acceptUpload } from "#core/jobs/accept-upload";
import { parseUploadKey } from "#core/jobs/object-keys";
import { parseUploadEvent } from "#core/jobs/upload-event";
import type { Facts } from "#core/ports/observer";
import { toBatchResponse } from "./batch-response.ts";

const ports = createPorts();

/** S3's events: each object goes to its job. A body that tells of no object, such as S3's test event, is acknowledged. */
export const handler: SQSHandler = async ({ Records: records }, context) => {
  const log = observer().begin("AcceptUpload", context);
  return await toBatchResponse({ queue: "UploadEvents", records, observer: log }, async ({ body, attributes }) => {
    for (const object of parseUploadEvent(body, traceIdOf(attributes.AWSTraceHeader))) {
      log.add(keyFacts(object.bucketKey));
      await acceptUpload(ports, object);
    }
  });
};

/** Whose object it is; not the rest of a drop's key, which is a name that a user gave. */
function keyFacts(bucketKey: string): Facts {
  const key = parseUploadKey(bucketKey);
  const workspace = key.kind === "unknown" ? undefined : key.workspace;
  // Undefined where there is none: the object before it in the message may have had one.
  return { workspace, job: key.kind === "upload" ? key.job : undefined };
}
