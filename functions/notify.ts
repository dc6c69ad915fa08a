import type { SQSHandler } from "aws-lambda";
import { createPorts } from "#aws/ports";
import { notifyConnections } from "#core/jobs/notify-connections";
import type { Notice } from "#core/realtime/messages";
import { toFailures } from "./batch-response.ts";

const ports = createPorts();

/** Notices for every open tab of their workspaces; the batch is told together, so that a storm can be coalesced. */
export const handler: SQSHandler = async (event) => {
  const notices = event.Records.map((record) => JSON.parse(record.body) as Notice);
  const undelivered = new Set(await notifyConnections(ports, notices));
  return toFailures(event.Records.filter((_, index) => undelivered.has(index)));
};
