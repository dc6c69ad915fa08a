import type { SQSHandler } from "aws-lambda";
import { createPorts } from "#aws/ports";
import { acceptUpload } from "#core/jobs/accept-upload";
import { parseUploadEvent } from "#core/jobs/upload-event";
import { toBatchResponse } from "./batch-response.ts";

const ports = createPorts();

/** S3's events: each object goes to its job. A body that tells of no object, such as S3's test event, is acknowledged. */
export const handler: SQSHandler = async (event) =>
  await toBatchResponse(event.Records, async (record) => {
    for (const object of parseUploadEvent(record.body)) await acceptUpload(ports, object);
  });
