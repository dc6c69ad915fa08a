import type { Ports } from "../ports/ports.ts";
import { type DeliveryKey, deliveryRef, deliverySchema, keptMs, type StoredDelivery, toDeliveryMessage } from "./delivery.ts";

type OwePorts = Pick<Ports, "documents" | "queue" | "now">;

/** By then the first message was lost, if the delivery still waits: the sweep sends another. */
export const lostAfterMs = 120_000;

/**
 * Stores a delivery and has it attempted. Told again of the same thing, it finds the delivery made, and only sees to it that one which
 * still waits is attempted.
 */
export async function oweDelivery(
  ports: OwePorts,
  key: DeliveryKey,
  { event, body }: Pick<StoredDelivery, "event" | "body">,
): Promise<void> {
  const now = ports.now();
  const delivery: StoredDelivery = { event, state: "waiting", body, attempts: [], failures: 0, createdAt: now.toISOString() };
  const isNew = await ports.documents.put({
    ...deliveryRef(key),
    version: 1,
    body: delivery,
    dueAt: new Date(now.getTime() + lostAfterMs).toISOString(),
    expiresAt: new Date(now.getTime() + keptMs).toISOString(),
  });
  if (!isNew && !(await stillWaits(ports, key))) return;
  await ports.queue.send("alerts", toDeliveryMessage(key));
}

async function stillWaits(ports: OwePorts, key: DeliveryKey): Promise<boolean> {
  const stored = await ports.documents.get(deliveryRef(key));
  return stored !== null && deliverySchema.parse(stored.body).state === "waiting";
}
