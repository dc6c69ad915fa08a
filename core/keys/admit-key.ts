import { AppError } from "../app-error.ts";
import { sha256Hex } from "../jobs/sha256.ts";
import type { StoredDocument } from "../ports/document-store.ts";
import type { Ports } from "../ports/ports.ts";
import { apiKeyRef, apiKeySchema, type KeyScope, keyHolderRef, keyHolderSchema, looksLikeKey, type StoredApiKey } from "./api-key.ts";
import { guestKeyEnd } from "./guest-key-end.ts";
import { toExpiry } from "./manage-keys.ts";

/** Whose key it is, and what it may do. */
export interface KeyAdmission {
  workspace: string;
  guest: boolean;
  key: { id: string; scopes: KeyScope[] };
}

/**
 * Whom a key stands for. It is looked up by its hash alone; the workspace's own document then decides, so that a key is revoked with that
 * one write. Throws `invalid-key`: for what was never one, was revoked, has ended, or is a guest's where guests are not let in.
 */
export async function admitKey(ports: Pick<Ports, "documents" | "settings" | "now">, secret: string): Promise<KeyAdmission> {
  if (!looksLikeKey(secret)) throw invalidKey();
  const hash = await sha256Hex(secret);
  const holder = await ports.documents.get(keyHolderRef(hash));
  if (!holder) throw invalidKey();
  const { workspace, key: id } = keyHolderSchema.parse(holder.body);
  const stored = await ports.documents.get(apiKeyRef(workspace, id));
  if (!stored) throw invalidKey();
  const key = apiKeySchema.parse(stored.body);
  const hasEnded = key.validUntil !== undefined && Date.parse(key.validUntil) <= ports.now().getTime();
  if (key.hash !== hash || hasEnded || (key.guest && !ports.settings.guests)) throw invalidKey();
  await noteUse(ports, stored, key);
  return { workspace, guest: key.guest, key: { id, scopes: key.scopes } };
}

/** By the day: one write a day and key. Of two at the same moment either will do. */
async function noteUse(ports: Pick<Ports, "documents" | "settings" | "now">, stored: StoredDocument, key: StoredApiKey): Promise<void> {
  const today = ports.now().toISOString().slice(0, 10);
  if (key.lastUsedOn === today) return;
  const body: StoredApiKey = { ...key, lastUsedOn: today, ...(key.guest ? guestKeyEnd(ports) : {}) };
  await ports.documents.put({ ...stored, version: stored.version + 1, body, ...toExpiry(body) });
}

export function invalidKey(): AppError {
  return new AppError("invalid-key", "This API key is not valid, or was revoked. Make another one on the page Settings.");
}
