import type { AlertEvent } from "../alerts/alert-event.ts";
import { AppError } from "../app-error.ts";
import { createJobId } from "../jobs/job-id.ts";
import type { StoredDocument } from "../ports/document-store.ts";
import type { Ports } from "../ports/ports.ts";
import { createSecret } from "./sign-webhook.ts";
import { maxWebhooks, type StoredWebhook, toWebhookView, type WebhookView, webhookRef, webhookSchema } from "./webhook.ts";
import { requireWebhookUrl } from "./webhook-url.ts";

export interface WebhookWish {
  url: string;
  events: AlertEvent[];
  enabled: boolean;
}

type WebhookPorts = Pick<Ports, "documents" | "settings" | "now">;

/** Makes a webhook; its secret is in this answer and in no other. Throws `invalid-webhook`, `wrong-state` when there are enough. */
export async function createWebhook(
  ports: WebhookPorts,
  { workspace, wish }: { workspace: string; wish: WebhookWish },
): Promise<{ webhook: WebhookView; secret: string }> {
  const url = requireWebhookUrl(wish.url, { toLoopback: ports.settings.webhooksToLoopback });
  const existing = await listWebhooks(ports, workspace);
  if (existing.length >= maxWebhooks)
    throw new AppError("wrong-state", `A workspace has ${maxWebhooks} webhooks at most. Delete one first.`);
  const now = ports.now();
  const secret = createSecret();
  const body: StoredWebhook = { url, events: distinct(wish.events), enabled: wish.enabled, secret, createdAt: now.toISOString() };
  const document = { ...webhookRef(workspace, `wh_${createJobId(now)}`), version: 1, body };
  if (!(await ports.documents.put(document))) throw changedMeanwhile();
  return { webhook: toWebhookView(document), secret };
}

/** All of a workspace's, oldest first. */
export async function listWebhooks(ports: Pick<Ports, "documents">, workspace: string): Promise<WebhookView[]> {
  const { documents } = await ports.documents.list(workspace, "webhook", { limit: 2 * maxWebhooks });
  return documents.map(toWebhookView);
}

/** Throws `not-found`. */
export async function getWebhook(ports: Pick<Ports, "documents">, workspace: string, id: string): Promise<WebhookView> {
  return toWebhookView(await requireWebhook(ports, workspace, id));
}

/** Throws `not-found`, `invalid-webhook`, `conflict`. */
export async function changeWebhook(
  ports: WebhookPorts,
  { workspace, id, wish }: { workspace: string; id: string; wish: WebhookWish },
): Promise<WebhookView> {
  const url = requireWebhookUrl(wish.url, { toLoopback: ports.settings.webhooksToLoopback });
  const stored = await requireWebhook(ports, workspace, id);
  const { disabledBecause: _reason, ...body } = webhookSchema.parse(stored.body);
  const document = { ...stored, version: stored.version + 1, body: { ...body, url, events: distinct(wish.events), enabled: wish.enabled } };
  if (await ports.documents.put(document)) return toWebhookView(document);
  throw changedMeanwhile();
}

/** Throws `not-found`. What was to be delivered to it is given up. */
export async function deleteWebhook(ports: Pick<Ports, "documents">, workspace: string, id: string): Promise<void> {
  const stored = await requireWebhook(ports, workspace, id);
  if (!(await ports.documents.remove(stored))) throw changedMeanwhile();
}

export async function requireWebhook(ports: Pick<Ports, "documents">, workspace: string, id: string): Promise<StoredDocument> {
  const stored = await ports.documents.get(webhookRef(workspace, id));
  if (stored) return stored;
  throw new AppError("not-found", "There is no such webhook.");
}

function distinct(events: readonly AlertEvent[]): AlertEvent[] {
  return [...new Set(events)];
}

function changedMeanwhile(): AppError {
  return new AppError("conflict", "Somebody else changed this webhook at the same moment. Try again.", { retryable: true });
}
