import * as z from "zod";
import { alertEvents } from "../alerts/alert-event.ts";
import { isMessageId } from "../alerts/message-id.ts";
import { webhookFaults } from "../ports/webhook-sender.ts";
import { deliveryStates, pingEvent } from "../webhooks/delivery.ts";
import { isWebhookId } from "../webhooks/webhook.ts";
import type { Endpoint } from "./endpoints.ts";

const eventsSchema = z.array(z.enum(alertEvents)).min(1).max(alertEvents.length);

export const webhookRequestSchema = z.strictObject({
  /** https; on a laptop also http to the machine itself. */
  url: z.string().min(1).max(2000),
  events: eventsSchema,
  enabled: z.boolean().default(true),
});

export const webhookViewSchema = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.enum(alertEvents)),
  enabled: z.boolean(),
  disabledBecause: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export const webhookResponseSchema = z.object({ webhook: webhookViewSchema });
export const webhooksResponseSchema = z.object({ webhooks: z.array(webhookViewSchema), cursor: z.string().nullable() });
export type WebhooksResponse = z.infer<typeof webhooksResponseSchema>;
/** `secret` verifies signatures as Standard Webhooks says; it is said here and never again. */
export const createWebhookResponseSchema = z.object({ webhook: webhookViewSchema, secret: z.string() });
export type CreateWebhookResponse = z.infer<typeof createWebhookResponseSchema>;

export const deliveryViewSchema = z.object({
  /** The `webhook-id` of the message: the same at every attempt and replay. */
  id: z.string(),
  event: z.enum([...alertEvents, pingEvent]),
  state: z.enum(deliveryStates),
  attempts: z.array(
    z.object({
      at: z.iso.datetime(),
      ms: z.int().nonnegative(),
      status: z.int().optional(),
      fault: z.enum(webhookFaults).optional(),
    }),
  ),
  createdAt: z.iso.datetime(),
  nextAttemptAt: z.iso.datetime().nullable(),
});
export const deliveriesResponseSchema = z.object({ deliveries: z.array(deliveryViewSchema), cursor: z.string().nullable() });
export type DeliveriesResponse = z.infer<typeof deliveriesResponseSchema>;
export const deliveryResponseSchema = z.object({ delivery: deliveryViewSchema });
export const deliveriesQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().refine(isMessageId, "is not one of this list").optional(),
});

const idSchema = z.string().refine(isWebhookId);
export const webhookPathSchema = z.object({ id: idSchema });
export const deliveryPathSchema = z.object({ id: idSchema, delivery: z.string().refine(isMessageId) });

const common = { session: "required", manages: true } as const;

export const webhookEndpoints = {
  listWebhooks: {
    ...common,
    method: "GET",
    path: "/api/webhooks",
    summary: "The workspace's webhooks",
    status: 200,
    answer: webhooksResponseSchema,
  },
  createWebhook: {
    ...common,
    method: "POST",
    path: "/api/webhooks",
    summary: "Have a server of yours told of events; the secret that signs them is shown in this answer only",
    body: webhookRequestSchema,
    status: 201,
    answer: createWebhookResponseSchema,
  },
  getWebhook: {
    ...common,
    method: "GET",
    path: "/api/webhooks/{id}",
    summary: "One webhook",
    params: webhookPathSchema,
    status: 200,
    answer: webhookResponseSchema,
  },
  changeWebhook: {
    ...common,
    method: "PUT",
    path: "/api/webhooks/{id}",
    summary: "Change a webhook's address and events, switch it off or on",
    params: webhookPathSchema,
    body: webhookRequestSchema,
    status: 200,
    answer: webhookResponseSchema,
  },
  deleteWebhook: {
    ...common,
    method: "DELETE",
    path: "/api/webhooks/{id}",
    summary: "Delete a webhook; what was to be delivered to it is given up",
    params: webhookPathSchema,
    status: 204,
  },
  pingWebhook: {
    ...common,
    method: "POST",
    path: "/api/webhooks/{id}/ping",
    summary: "Send a webhook something harmless, to see whether it works",
    params: webhookPathSchema,
    status: 200,
    answer: z.object({ id: z.string() }),
  },
  listDeliveries: {
    ...common,
    method: "GET",
    path: "/api/webhooks/{id}/deliveries",
    summary: "A webhook's deliveries of the last 30 days with their attempts, newest first",
    params: webhookPathSchema,
    query: deliveriesQuerySchema,
    status: 200,
    answer: deliveriesResponseSchema,
  },
  replayDelivery: {
    ...common,
    method: "POST",
    path: "/api/webhooks/{id}/deliveries/{delivery}/replay",
    summary: "Deliver a message again: the same id and body, a fresh signature",
    params: deliveryPathSchema,
    status: 200,
    answer: deliveryResponseSchema,
  },
} as const satisfies Record<string, Endpoint>;
