import type { SQSHandler } from "aws-lambda";
import { observer } from "#aws/observer";
import { createPorts } from "#aws/ports";
import { notifyConnections } from "#core/jobs/notify-connections";
import { measureWaiting, toFailures } from "./batch-response.ts";
import { readNotices } from "./read-notices.ts";

const ports = createPorts();

/** Notices for every open tab of their workspaces; the batch is told together, so that a storm can be coalesced. */
export const handler: SQSHandler = async ({ Records: records }, context) => {
  const batch = { queue: "Notices", records, observer: observer().begin("Notify", context) } as const;
  measureWaiting(batch);
  const { readable, unreadable } = readNotices(records);
  for (const { messageId } of unreadable)
    batch.observer.tell({ level: "error", message: "Not a notice", facts: { message_id: messageId } });
  const undelivered = await notifyConnections(
    ports,
    readable.map(({ notice }) => notice),
  );
  return toFailures(batch, [...unreadable, ...undelivered.flatMap((index) => readable[index]?.record ?? [])]);
};
