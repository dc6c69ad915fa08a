import { toBigInt, toCrockford } from "./crockford.ts";

/** A new workspace: `ws_` and 26 base32 characters, 128 bits of them random. */
export function createWorkspaceId(): string {
  return `ws_${toCrockford(toBigInt(crypto.getRandomValues(new Uint8Array(16))), 26)}`;
}

export function isWorkspaceId(text: string): boolean {
  return /^ws_[0-9a-z]{26}$/.test(text);
}
