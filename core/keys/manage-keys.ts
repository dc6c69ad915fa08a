import { AppError } from "../app-error.ts";
import { createJobId } from "../jobs/job-id.ts";
import type { Ports } from "../ports/ports.ts";
import {
  type ApiKeyView,
  apiKeyRef,
  apiKeySchema,
  createSecretKey,
  type KeyScope,
  keyHolderRef,
  maxKeys,
  type StoredApiKey,
  toApiKeyView,
} from "./api-key.ts";
import { guestKeyEnd } from "./guest-key-end.ts";

const maxTries = 5;

export interface NewKey {
  workspace: string;
  guest: boolean;
  name: string;
  scopes: KeyScope[];
}

/** Makes a key; `secret` is in this answer and kept nowhere. Throws `wrong-state` when there are enough. */
export async function createKey(
  ports: Pick<Ports, "documents" | "settings" | "now">,
  { workspace, guest, name, scopes }: NewKey,
): Promise<{ key: ApiKeyView; secret: string }> {
  const { documents } = await ports.documents.list(workspace, "api-key", { limit: maxKeys });
  if (documents.length >= maxKeys) throw new AppError("wrong-state", `A workspace has ${maxKeys} API keys at most. Revoke one first.`);
  const now = ports.now();
  const { secret, prefix, hash } = await createSecretKey();
  const end = guest ? guestKeyEnd(ports) : {};
  const body: StoredApiKey = { name, prefix, hash, scopes: [...new Set(scopes)], guest, createdAt: now.toISOString(), ...end };
  const document = { ...apiKeyRef(workspace, `key_${createJobId(now)}`), version: 1, body, ...toExpiry(body) };
  // The holder last: a key that is found has a document to be revoked by.
  const holder = { ...keyHolderRef(hash), version: 1, body: { workspace, key: document.id } };
  if ((await ports.documents.put(document)) && (await ports.documents.put(holder))) return { key: toApiKeyView(document), secret };
  throw changedMeanwhile();
}

/** All of a workspace's, oldest first. */
export async function listKeys(ports: Pick<Ports, "documents">, workspace: string): Promise<ApiKeyView[]> {
  const { documents } = await ports.documents.list(workspace, "api-key", { limit: 2 * maxKeys });
  return documents.map(toApiKeyView);
}

/** From here on the key is none. Throws `not-found`. */
export async function revokeKey(ports: Pick<Ports, "documents">, workspace: string, id: string): Promise<void> {
  // Its use, which is noted once a day, may come in between.
  for (let tries = 0; tries < maxTries; tries++) {
    const stored = await ports.documents.get(apiKeyRef(workspace, id));
    if (!stored) throw new AppError("not-found", "There is no such API key.");
    if (await ports.documents.remove(stored)) return await forgetHolder(ports, apiKeySchema.parse(stored.body).hash);
  }
  throw changedMeanwhile();
}

/** Nobody needs it any more; left over by a process that died, it leads nowhere. */
async function forgetHolder(ports: Pick<Ports, "documents">, hash: string): Promise<void> {
  const holder = await ports.documents.get(keyHolderRef(hash));
  if (holder) await ports.documents.remove(holder);
}

function changedMeanwhile(): AppError {
  return new AppError("conflict", "The keys were changed by others at the same moment. Try again.", { retryable: true });
}

export function toExpiry({ validUntil }: Pick<StoredApiKey, "validUntil">): { expiresAt?: string } {
  return validUntil === undefined ? {} : { expiresAt: validUntil };
}
