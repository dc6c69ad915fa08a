import type { SQSHandler } from "aws-lambda";
import { createPorts } from "#aws/ports";
import { notifyConnections } from "#core/jobs/notify-connections";
import { toFailures } from "./batch-response.ts";
import { readNotices } from "./read-notices.ts";

const ports = createPorts();

/** Notices for every open tab of their workspaces; the batch is told together, so that a storm can be coalesced. */
export const handler: SQSHandler = async (event) => {
  const { readable, unreadable } = readNotices(event.Records);
  const undelivered = await notifyConnections(
    ports,
    readable.map(({ notice }) => notice),
  );
  return toFailures([...unreadable, ...undelivered.flatMap((index) => readable[index]?.record ?? [])]);
};
