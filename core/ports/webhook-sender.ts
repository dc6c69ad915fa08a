export interface WebhookRequest {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** An address on the machine itself is allowed, also by http. */
  toLoopback: boolean;
}

/** Why there was no answer. */
export const webhookFaults = ["forbidden-address", "unknown-host", "no-connection", "timeout", "bad-certificate", "broken-answer"] as const;
export type WebhookFault = (typeof webhookFaults)[number];

/** The status that came back, or what came in its place; and how long it took. */
export type WebhookAnswer = { ms: number } & ({ status: number } | { fault: WebhookFault });

/** Posts once to an address that a user gave: follows no redirect, waits and reads only so much, and never throws for what is at the other end. */
export interface WebhookSender {
  post(request: WebhookRequest): Promise<WebhookAnswer>;
}
