import { toBigInt, toCrockford } from "../jobs/crockford.ts";
import { sha256 } from "../jobs/sha256.ts";
import type { AlertEvent } from "./alert-event.ts";
import type { JobAlert } from "./job-alert.ts";

const hashBytes = 10;

/** The same for the same end of the same job, however often it is told; sorts by the time of that end. */
export async function messageIdOf({ workspace, job, version, at }: JobAlert, event: AlertEvent): Promise<string> {
  const hash = await sha256([workspace, job, version, event].join("\n"));
  const time = BigInt(Date.parse(at)) << BigInt(8 * hashBytes);
  return `msg_${toCrockford(time | toBigInt(hash.subarray(0, hashBytes)), 26)}`;
}

export function isMessageId(text: string): boolean {
  return /^msg_[0-9a-hjkmnp-tv-z]{26}$/.test(text);
}
