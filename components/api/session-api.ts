import type { InvitationResponse } from "#core/api/requests";
import { callApi } from "./call-api.ts";

export function openSession(token: string): Promise<void> {
  return callApi("/api/session", { method: "POST", body: { token } });
}

export function closeSession(): Promise<void> {
  return callApi("/api/session", { method: "DELETE" });
}

export function createInvitation(): Promise<InvitationResponse> {
  return callApi("/api/invitations", { method: "POST" });
}
