import { AppError } from "../app-error.ts";
import { createJobId } from "../jobs/job-id.ts";
import type { Ports } from "../ports/ports.ts";
import {
  type DeliveryKey,
  type DeliveryView,
  deliveryKeyOf,
  deliveryRef,
  deliverySchema,
  pingEvent,
  toDeliveryMessage,
  toDeliveryView,
} from "./delivery.ts";
import { requireWebhook } from "./manage-webhooks.ts";
import { lostAfterMs, oweDelivery } from "./owe-delivery.ts";
import { toPayload } from "./payload.ts";
import { webhookSchema } from "./webhook.ts";

type DeliveryPorts = Pick<Ports, "documents" | "queue" | "now">;

/** A webhook's deliveries of the last 30 days, newest first; the cursor is an id. Throws `not-found`. */
export async function listDeliveries(
  ports: Pick<Ports, "documents">,
  { workspace, webhook, limit, cursor }: Omit<DeliveryKey, "id"> & { limit: number; cursor?: string | undefined },
): Promise<{ deliveries: DeliveryView[]; cursor: string | null }> {
  await requireWebhook(ports, workspace, webhook);
  const page = await ports.documents.list(workspace, "delivery", {
    limit,
    from: `${webhook}/`,
    to: `${webhook}/~`,
    descending: true,
    ...(cursor !== undefined && { cursor: `${webhook}/${cursor}` }),
  });
  return {
    deliveries: page.documents.map(toDeliveryView),
    cursor: page.cursor === undefined ? null : deliveryKeyOf({ workspace, id: page.cursor }).id,
  };
}

/** Has a delivery made again: the same id and body, a fresh allowance of attempts. Throws `not-found`, `wrong-state`, `conflict`. */
export async function replayDelivery(ports: DeliveryPorts, key: DeliveryKey): Promise<DeliveryView> {
  await requireEnabled(ports, key);
  const stored = await ports.documents.get(deliveryRef(key));
  if (!stored) throw new AppError("not-found", "There is no such delivery. They are kept for 30 days.");
  const { notBefore: _before, ...delivery } = deliverySchema.parse(stored.body);
  const now = ports.now();
  const replayed = {
    ...stored,
    version: stored.version + 1,
    dueAt: new Date(now.getTime() + lostAfterMs).toISOString(),
    body: { ...delivery, state: "waiting", failures: 0 },
  };
  if (!(await ports.documents.put(replayed))) {
    throw new AppError("conflict", "The delivery is being attempted at this moment. Try again.", { retryable: true });
  }
  await ports.queue.send("alerts", toDeliveryMessage(key));
  return toDeliveryView(replayed);
}

/** Sends a webhook something harmless, to see whether it works. Throws `not-found`, `wrong-state`. */
export async function pingWebhook(ports: DeliveryPorts, { workspace, webhook }: Omit<DeliveryKey, "id">): Promise<{ id: string }> {
  await requireEnabled(ports, { workspace, webhook });
  const now = ports.now();
  const id = `msg_${createJobId(now)}`;
  const body = toPayload(pingEvent, now.toISOString(), { message: "Sluice can reach you." });
  await oweDelivery(ports, { workspace, webhook, id }, { event: pingEvent, body });
  return { id };
}

async function requireEnabled(ports: DeliveryPorts, { workspace, webhook }: Omit<DeliveryKey, "id">): Promise<void> {
  const { body } = await requireWebhook(ports, workspace, webhook);
  if (!webhookSchema.parse(body).enabled) throw new AppError("wrong-state", "This webhook is off. Switch it on first.");
}
