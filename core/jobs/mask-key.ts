import { AppError } from "../app-error.ts";
import type { DocumentRef } from "../ports/document-store.ts";
import type { Ports } from "../ports/ports.ts";

const keyBytes = 32;

/** What a workspace's masks hash with: random, made at the first use, and the same for good, so that hashes of all files can be joined. */
export async function maskKeyOf(ports: Pick<Ports, "documents">, workspace: string): Promise<Uint8Array> {
  const ref: DocumentRef = { workspace, kind: "mask-key", id: "1" };
  const stored = await ports.documents.get(ref);
  if (stored) return toKey(stored.body);
  const key = crypto.getRandomValues(new Uint8Array(keyBytes));
  if (await ports.documents.put({ ...ref, version: 1, body: Array.from(key) })) return key;
  const other = await ports.documents.get(ref);
  if (other) return toKey(other.body);
  throw new AppError("conflict", "The workspace's mask key is being made by another run. Try again.", { retryable: true });
}

function toKey(body: unknown): Uint8Array {
  if (Array.isArray(body) && body.length === keyBytes) return Uint8Array.from(body as number[]);
  throw new Error("The stored mask key is none.");
}
