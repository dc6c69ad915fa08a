import type { SQSHandler, SQSRecord } from "aws-lambda";
import * as z from "zod/mini";
import { hideMessage } from "#aws/hide-message";
import { observer } from "#aws/observer";
import { createPorts } from "#aws/ports";
import { jobAlertSchema } from "#core/alerts/job-alert";
import { tellAlert } from "#core/alerts/tell-alert";
import { AppError } from "#core/app-error";
import { deliver } from "#core/webhooks/deliver";
import { deliveryMessageSchema } from "#core/webhooks/delivery";
import { toBatchResponse } from "./batch-response.ts";

const ports = createPorts();
const messageSchema = z.discriminatedUnion("type", [jobAlertSchema, deliveryMessageSchema]);

/** Soon enough for this very message to come back. Longer pauses, and later deliveries, are the sweep's: the queue's allowance is small. */
const longestHideSeconds = 300;
const mostReceives = 3;

/** Alerts: what people who are not watching should hear, and each attempt to tell a webhook. */
export const handler: SQSHandler = async ({ Records: records }, context) => {
  const log = observer().begin("Alert", context);
  return await toBatchResponse({ queue: "Alerts", records, observer: log }, async (record) => {
    const message = messageSchema.parse(JSON.parse(record.body));
    log.add({ workspace: message.workspace });
    if (message.type === "job") return await tellAlert(ports, message);
    const { retryInSeconds } = await deliver(ports, message);
    if (retryInSeconds !== undefined) await comeBack(record, retryInSeconds);
  });
};

async function comeBack(record: SQSRecord, seconds: number): Promise<void> {
  if (seconds > longestHideSeconds || Number(record.attributes.ApproximateReceiveCount) > mostReceives) return;
  await hideMessage("alerts", record.receiptHandle, seconds);
  throw new AppError("unavailable", "The webhook did not take the message. It is tried again.", { retryable: true });
}
