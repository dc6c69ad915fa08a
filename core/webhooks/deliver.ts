import type { StoredDocument } from "../ports/document-store.ts";
import type { Ports } from "../ports/ports.ts";
import type { WebhookAnswer } from "../ports/webhook-sender.ts";
import { type Attempt, type DeliveryKey, deliveryRef, deliverySchema, type StoredDelivery } from "./delivery.ts";
import { disableWebhook } from "./disable-webhook.ts";
import { signWebhook } from "./sign-webhook.ts";
import { type StoredWebhook, webhookRef, webhookSchema } from "./webhook.ts";

export type DeliverPorts = Pick<Ports, "documents" | "webhookSender" | "settings" | "now" | "observer">;

/** Pauses after each failed attempt, in the stage's shortest: with 5 s, ten attempts in about 16 hours. */
export const pauses = [1, 6, 24, 120, 360, 720, 1_440, 2_880, 5_760] as const;
const attemptsKept = 20;
/** Longer than an attempt may take, with its writes. */
const claimMs = 45_000;
/** Whoever asked for the attempt may come back by himself for so long after its time; then the sweep asks. */
const graceMs = 60_000;
const gone = 410;

/**
 * Attempts a delivery that is due, unless somebody else is at it, and stores how it went: whatever dies in between, it is attempted
 * again with the same id. Answers after how many seconds it should be tried again, if it should.
 */
export async function deliver(ports: DeliverPorts, key: DeliveryKey): Promise<{ retryInSeconds?: number }> {
  const stored = await ports.documents.get(deliveryRef(key));
  if (!stored) return {};
  const delivery = deliverySchema.parse(stored.body);
  const waitMs = waitOf(delivery, ports.now());
  if (waitMs === null) return {};
  if (waitMs > 0) return { retryInSeconds: Math.ceil(waitMs / 1000) };
  const webhook = await activeWebhook(ports, key);
  if (!webhook) return await giveUp(ports, stored, delivery);
  const claimed = await claim(ports, stored, delivery);
  if (!claimed) return {};
  const attempt = await post(ports, { key, webhook, body: delivery.body });
  if (attempt.status === gone) await disableWebhook(ports, key, "It answered that it is gone (410).");
  return await record(ports, claimed, attempt);
}

/** Milliseconds until an attempt may be made; null when none shall. */
function waitOf({ state, notBefore, claimedUntil }: StoredDelivery, now: Date): number | null {
  if (state !== "waiting") return null;
  const from = Math.max(toTime(notBefore), toTime(claimedUntil));
  return Math.max(0, from - now.getTime());
}

function toTime(at: string | undefined): number {
  return at === undefined ? 0 : Date.parse(at);
}

async function activeWebhook(ports: DeliverPorts, { workspace, webhook }: DeliveryKey): Promise<StoredWebhook | null> {
  const stored = await ports.documents.get(webhookRef(workspace, webhook));
  if (!stored) return null;
  const body = webhookSchema.parse(stored.body);
  return body.enabled ? body : null;
}

async function giveUp(ports: DeliverPorts, stored: StoredDocument, delivery: StoredDelivery): Promise<Record<string, never>> {
  // Whoever changed it meanwhile has looked at the webhook as well.
  await ports.documents.put(withoutDue({ ...stored, version: stored.version + 1, body: { ...delivery, state: "given-up" } }));
  return {};
}

async function claim(ports: DeliverPorts, stored: StoredDocument, delivery: StoredDelivery): Promise<StoredDocument | null> {
  const claimedUntil = new Date(ports.now().getTime() + claimMs).toISOString();
  const claimed = { ...stored, version: stored.version + 1, dueAt: claimedUntil, body: { ...delivery, claimedUntil } };
  return (await ports.documents.put(claimed)) ? claimed : null;
}

async function post(
  ports: DeliverPorts,
  { key, webhook, body }: { key: DeliveryKey; webhook: StoredWebhook; body: string },
): Promise<Attempt> {
  const at = ports.now();
  const signed = await signWebhook({ secret: webhook.secret, id: key.id, at, body });
  const headers = { "content-type": "application/json", "user-agent": "Sluice-Webhooks/1", ...signed };
  const answer = await ports.webhookSender.post({ url: webhook.url, headers, body, toLoopback: ports.settings.webhooksToLoopback });
  tellAttempt(ports, key, answer);
  return { at: at.toISOString(), ...answer, ms: Math.round(answer.ms) };
}

function tellAttempt({ observer }: DeliverPorts, { workspace, webhook, id }: DeliveryKey, answer: WebhookAnswer): void {
  const outcome = "status" in answer ? { http_status: answer.status } : { code: answer.fault };
  observer.tell({
    level: "info",
    message: "Webhook posted",
    facts: { workspace, webhook, delivery: id, milliseconds: Math.round(answer.ms), ...outcome },
  });
}

async function record(ports: DeliverPorts, claimed: StoredDocument, attempt: Attempt): Promise<{ retryInSeconds?: number }> {
  const { claimedUntil: _claim, notBefore: _before, ...delivery } = deliverySchema.parse(claimed.body);
  const attempts = [...delivery.attempts, attempt].slice(-attemptsKept);
  const next = { ...claimed, version: claimed.version + 1 };
  if (isDelivered(attempt)) {
    await ports.documents.put(withoutDue({ ...next, body: { ...delivery, attempts, state: "delivered" } }));
    return {};
  }
  const failures = delivery.failures + 1;
  const pause = attempt.status === gone ? undefined : pauses[delivery.failures];
  if (pause === undefined) {
    await ports.documents.put(withoutDue({ ...next, body: { ...delivery, attempts, failures, state: "given-up" } }));
    return {};
  }
  const retryInSeconds = pause * ports.settings.webhookPauseSeconds;
  const again = ports.now().getTime() + 1000 * retryInSeconds;
  const notBefore = new Date(again).toISOString();
  await ports.documents.put({
    ...next,
    dueAt: new Date(again + graceMs).toISOString(),
    body: { ...delivery, attempts, failures, notBefore },
  });
  return { retryInSeconds };
}

function isDelivered({ status = 0 }: Attempt): boolean {
  return status >= 200 && status < 300;
}

function withoutDue({ dueAt: _due, ...document }: StoredDocument): StoredDocument {
  return document;
}
