import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

export interface MessageIdentity {
  workspace: string;
  /** YYYYMMDD */
  date: string;
  type: "customer_message" | "error_message";
  customer: string | null;
  order: string | null;
  item: string | null;
  /** 1 for the first error about the same customer, order and item. */
  occurrence: number;
}

/** What a message is known by, however often it is sent and in whichever revision: by what it is about, not by what it says. */
export function messageId({ workspace, date, type, customer, order, item, occurrence }: MessageIdentity): string {
  return hashOf(JSON.stringify([workspace, date, type, customer, order, item, occurrence]));
}

/** One for all that is said of a customer on a date. */
export function messageSubject(date: string, customer: string | null): string {
  return hashOf(`${date}_${customer ?? ""}`);
}

export function hashOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
