import * as z from "zod/mini";
import { sha256Hex } from "../jobs/sha256.ts";
import type { DocumentRef, StoredDocument } from "../ports/document-store.ts";
import { createToken } from "../session/keyed-hash.ts";

/** `work`: everything a program needs. `manage`: also who else gets in and who is told: keys, links, webhooks, alerts. */
export const keyScopes = ["work", "manage"] as const;
export type KeyScope = (typeof keyScopes)[number];

export const maxKeys = 50;
const shownCharacters = 12;
const pattern = /^sluice_[\w-]{43}$/;

export const apiKeySchema = z.object({
  name: z.string(),
  /** By which people tell their keys apart: the first characters. */
  prefix: z.string(),
  /** SHA-256, hex. The key itself is kept nowhere; it is 256 random bits, so that no slower hash is needed. */
  hash: z.string(),
  scopes: z.array(z.enum(keyScopes)),
  guest: z.boolean(),
  createdAt: z.iso.datetime(),
  /** A day, YYYY-MM-DD. */
  lastUsedOn: z.optional(z.string()),
  /** Of a guest's: unless it is used, it ends when a guest's session would. */
  validUntil: z.optional(z.iso.datetime()),
});
/** The right of a program to act for a workspace. This document alone decides: without it the key is none. */
export type StoredApiKey = z.infer<typeof apiKeySchema>;

export const keyHolderSchema = z.object({ workspace: z.string(), key: z.string() });

export interface ApiKeyView {
  id: string;
  name: string;
  prefix: string;
  scopes: KeyScope[];
  createdAt: string;
  lastUsedOn: string | null;
  validUntil: string | null;
}

export async function createSecretKey(): Promise<{ secret: string; prefix: string; hash: string }> {
  const secret = `sluice_${createToken()}`;
  return { secret, prefix: secret.slice(0, shownCharacters), hash: await sha256Hex(secret) };
}

/** Whether a text could be a key at all; nothing is looked up for what could not. */
export function looksLikeKey(text: string): boolean {
  return pattern.test(text);
}

export function apiKeyRef(workspace: string, id: string): DocumentRef {
  return { workspace, kind: "api-key", id };
}

/** Where a hash leads to the workspace that holds the key: outside of every workspace, since no workspace's id has a colon. */
export function keyHolderRef(hash: string): DocumentRef {
  return { workspace: `key:${hash}`, kind: "api-key", id: "1" };
}

export function toApiKeyView({ id, body }: StoredDocument): ApiKeyView {
  const { name, prefix, scopes, createdAt, lastUsedOn = null, validUntil = null } = apiKeySchema.parse(body);
  return { id, name, prefix, scopes, createdAt, lastUsedOn, validUntil };
}

export function isApiKeyId(text: string): boolean {
  return /^key_[0-9a-hjkmnp-tv-z]{26}$/.test(text);
}
