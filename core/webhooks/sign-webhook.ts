const prefix = "whsec_";
const secretBytes = 32;

export interface Signed {
  "webhook-id": string;
  "webhook-timestamp": string;
  "webhook-signature": string;
}

/** A new secret: `whsec_` and 256 random bits in base64. */
export function createSecret(): string {
  return prefix + toBase64(crypto.getRandomValues(new Uint8Array(secretBytes)));
}

/** The headers of a delivery by Standard Webhooks 1.0: HMAC-SHA-256 over `id.timestamp.body`, the timestamp that of this attempt. */
export async function signWebhook({ secret, id, at, body }: { secret: string; id: string; at: Date; body: string }): Promise<Signed> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const key = await crypto.subtle.importKey("raw", fromBase64(secret.slice(prefix.length)), { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  const signature = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`${id}.${timestamp}.${body}`));
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${toBase64(new Uint8Array(signature))}` };
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
