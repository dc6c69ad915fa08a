import type { DeadLetterView } from "../api/dead-letters-api.ts";

const longestPayload = 20_000;

/** What a message was sent as, cut where it is longer than anybody reads. */
export function toPayload(body: string): Pick<DeadLetterView, "payload" | "isCut"> {
  return { payload: body.slice(0, longestPayload), isCut: body.length > longestPayload };
}
