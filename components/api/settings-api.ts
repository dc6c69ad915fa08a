import type { AlertSettings } from "#core/alerts/alert-settings";
import type { AlertSettingsResponse } from "#core/api/alerts-api";
import type { CreateKeyResponse, KeysResponse } from "#core/api/keys-api";
import type { CreateWebhookResponse, DeliveriesResponse, WebhooksResponse } from "#core/api/webhooks-api";
import type { KeyScope } from "#core/keys/api-key";
import type { WebhookWish } from "#core/webhooks/manage-webhooks";
import { callApi } from "./call-api.ts";

export function listKeys(signal?: AbortSignal): Promise<KeysResponse> {
  return callApi("/api/keys", { signal });
}

export function createKey(name: string, scopes: KeyScope[]): Promise<CreateKeyResponse> {
  return callApi("/api/keys", { method: "POST", body: { name, scopes } });
}

export function revokeKey(id: string): Promise<void> {
  return callApi(`/api/keys/${id}`, { method: "DELETE" });
}

export function listWebhooks(signal?: AbortSignal): Promise<WebhooksResponse> {
  return callApi("/api/webhooks", { signal });
}

export function createWebhook(wish: WebhookWish): Promise<CreateWebhookResponse> {
  return callApi("/api/webhooks", { method: "POST", body: wish });
}

export function changeWebhook(id: string, wish: WebhookWish): Promise<void> {
  return callApi(`/api/webhooks/${id}`, { method: "PUT", body: wish });
}

export function deleteWebhook(id: string, options: { keepalive: boolean }): Promise<void> {
  return callApi(`/api/webhooks/${id}`, { method: "DELETE", ...options });
}

export function pingWebhook(id: string): Promise<{ id: string }> {
  return callApi(`/api/webhooks/${id}/ping`, { method: "POST" });
}

export function listDeliveries(id: string, cursor: string | null, signal?: AbortSignal): Promise<DeliveriesResponse> {
  const query = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
  return callApi(`/api/webhooks/${id}/deliveries${query}`, { signal });
}

export function replayDelivery(id: string, delivery: string): Promise<void> {
  return callApi(`/api/webhooks/${id}/deliveries/${delivery}/replay`, { method: "POST" });
}

export function getAlertSettings(signal?: AbortSignal): Promise<AlertSettingsResponse> {
  return callApi("/api/alerts", { signal });
}

export function putAlertSettings(settings: AlertSettings): Promise<AlertSettingsResponse> {
  return callApi("/api/alerts", { method: "PUT", body: settings });
}
