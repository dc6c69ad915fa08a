import * as z from "zod";
import { isApiKeyId, keyScopes } from "../keys/api-key.ts";
import type { Endpoint } from "./endpoints.ts";

const nameSchema = z.string().trim().min(1).max(100);

export const apiKeyViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The first characters, by which people tell their keys apart. */
  prefix: z.string(),
  scopes: z.array(z.enum(keyScopes)),
  createdAt: z.iso.datetime(),
  /** The day, UTC. */
  lastUsedOn: z.string().nullable(),
  validUntil: z.iso.datetime().nullable(),
});

export const createKeyRequestSchema = z.strictObject({
  name: nameSchema,
  /** `work` is everything a program needs; `manage` makes keys, links, webhooks and alert settings, too. */
  scopes: z.array(z.enum(keyScopes)).min(1).max(keyScopes.length).default(["work"]),
});
/** `secret` is the key itself: it is said here and never again. */
export const createKeyResponseSchema = z.object({ key: apiKeyViewSchema, secret: z.string() });
export type CreateKeyResponse = z.infer<typeof createKeyResponseSchema>;

export const keysResponseSchema = z.object({ keys: z.array(apiKeyViewSchema), cursor: z.string().nullable() });
export type KeysResponse = z.infer<typeof keysResponseSchema>;

export const keyPathSchema = z.object({ id: z.string().refine(isApiKeyId) });

export const keyEndpoints = {
  listKeys: {
    method: "GET",
    path: "/api/keys",
    summary: "The workspace's API keys, without what they are",
    session: "required",
    manages: true,
    status: 200,
    answer: keysResponseSchema,
  },
  createKey: {
    method: "POST",
    path: "/api/keys",
    summary: "Make an API key; it is shown in this answer only. Send it as X-Api-Key, or as Authorization: Bearer",
    session: "required",
    manages: true,
    body: createKeyRequestSchema,
    status: 201,
    answer: createKeyResponseSchema,
  },
  revokeKey: {
    method: "DELETE",
    path: "/api/keys/{id}",
    summary: "Revoke an API key: the next call with it is refused",
    session: "required",
    manages: true,
    params: keyPathSchema,
    status: 204,
  },
} as const satisfies Record<string, Endpoint>;
