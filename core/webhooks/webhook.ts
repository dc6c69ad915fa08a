import * as z from "zod/mini";
import { alertEvents } from "../alerts/alert-event.ts";
import type { DocumentRef, StoredDocument } from "../ports/document-store.ts";

export const maxWebhooks = 20;

export const webhookSchema = z.object({
  url: z.string(),
  events: z.array(z.enum(alertEvents)),
  enabled: z.boolean(),
  /** Why it is off, where nobody switched it off. */
  disabledBecause: z.optional(z.string()),
  /** `whsec_` and base64, as Standard Webhooks writes it. Kept as it is, since every delivery is signed with it; given out once. */
  secret: z.string(),
  createdAt: z.iso.datetime(),
});
/** Where a workspace wants to be told of what happened. */
export type StoredWebhook = z.infer<typeof webhookSchema>;

/** A webhook as anybody may see it. */
export type WebhookView = Omit<StoredWebhook, "secret" | "disabledBecause"> & { id: string; disabledBecause: string | null };

export function webhookRef(workspace: string, id: string): DocumentRef {
  return { workspace, kind: "webhook", id };
}

export function toWebhookView({ id, body }: StoredDocument): WebhookView {
  const { url, events, enabled, disabledBecause = null, createdAt } = webhookSchema.parse(body);
  return { id, url, events, enabled, disabledBecause, createdAt };
}

export function isWebhookId(text: string): boolean {
  return /^wh_[0-9a-hjkmnp-tv-z]{26}$/.test(text);
}
