import type { StoredDocument } from "../ports/document-store.ts";
import type { Ports } from "../ports/ports.ts";
import { deliveryKeyOf, toDeliveryMessage } from "./delivery.ts";
import { lostAfterMs } from "./owe-delivery.ts";

/** Has a delivery whose time has come attempted. It is due again soon after, should this message be lost too. */
export async function sweepDelivery(ports: Pick<Ports, "documents" | "queue" | "now">, document: StoredDocument): Promise<void> {
  const dueAt = new Date(ports.now().getTime() + lostAfterMs).toISOString();
  // Changed meanwhile: somebody is at it.
  if (!(await ports.documents.put({ ...document, version: document.version + 1, dueAt }))) return;
  await ports.queue.send("alerts", toDeliveryMessage(deliveryKeyOf(document)));
}
