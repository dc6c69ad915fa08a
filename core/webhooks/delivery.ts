import * as z from "zod/mini";
import { alertEvents } from "../alerts/alert-event.ts";
import type { DocumentRef, StoredDocument } from "../ports/document-store.ts";
import { webhookFaults } from "../ports/webhook-sender.ts";

const day = 86_400_000;
/** How long a delivery can be looked at and replayed. */
export const keptMs = 30 * day;

export const attemptSchema = z.object({
  at: z.iso.datetime(),
  ms: z.int().check(z.nonnegative()),
  /** What the other side answered, or why it did not. */
  status: z.optional(z.int()),
  fault: z.optional(z.enum(webhookFaults)),
});
export type Attempt = z.infer<typeof attemptSchema>;

export const deliveryStates = ["waiting", "delivered", "given-up"] as const;

export const pingEvent = "ping";

export const deliverySchema = z.object({
  event: z.enum([...alertEvents, pingEvent]),
  state: z.enum(deliveryStates),
  /** Exactly what is posted and signed, each time. */
  body: z.string(),
  /** The last ones, oldest first. */
  attempts: z.array(attemptSchema),
  /** Failed attempts since it was made or replayed. */
  failures: z.int().check(z.nonnegative()),
  /** No attempt before this. */
  notBefore: z.optional(z.iso.datetime()),
  /** Somebody is at it until then. */
  claimedUntil: z.optional(z.iso.datetime()),
  createdAt: z.iso.datetime(),
});
/** One message to one webhook. */
export type StoredDelivery = z.infer<typeof deliverySchema>;

export interface DeliveryView {
  id: string;
  event: StoredDelivery["event"];
  state: StoredDelivery["state"];
  attempts: Attempt[];
  createdAt: string;
  /** When it is tried again, unless it has ended. */
  nextAttemptAt: string | null;
}

export interface DeliveryKey {
  workspace: string;
  webhook: string;
  /** The `webhook-id` of the message: the same at every attempt and replay. */
  id: string;
}

export const deliveryMessageSchema = z.object({ type: z.literal("delivery"), workspace: z.string(), webhook: z.string(), id: z.string() });
export type DeliveryMessage = z.infer<typeof deliveryMessageSchema>;

export function deliveryRef({ workspace, webhook, id }: DeliveryKey): DocumentRef {
  return { workspace, kind: "delivery", id: `${webhook}/${id}` };
}

export function deliveryKeyOf({ workspace, id }: Pick<StoredDocument, "workspace" | "id">): DeliveryKey {
  const [webhook = "", message = ""] = id.split("/");
  return { workspace, webhook, id: message };
}

export function toDeliveryMessage(key: DeliveryKey): DeliveryMessage {
  return { type: "delivery", ...key };
}

export function toDeliveryView(document: StoredDocument): DeliveryView {
  const { event, state, attempts, createdAt, notBefore } = deliverySchema.parse(document.body);
  return {
    id: deliveryKeyOf(document).id,
    event,
    state,
    attempts,
    createdAt,
    nextAttemptAt: state === "waiting" ? (notBefore ?? createdAt) : null,
  };
}
