import type { AlertEvent } from "#core/alerts/alert-event";
import type { DeliveriesResponse } from "#core/api/webhooks-api";

type Delivery = DeliveriesResponse["deliveries"][number];

export const eventWords: Record<AlertEvent, string> = {
  "job.succeeded": "A job is done",
  "job.failed": "A job failed",
  "job.cancelled": "A job was cancelled",
  "job.expired": "An upload never arrived",
  "set.incomplete": "Files of a set are missing",
  "rejects.over-limit": "Too many rows were set aside",
};

/** What a new webhook is told of, unless somebody says otherwise. */
export const usualEvents: readonly AlertEvent[] = ["job.failed", "set.incomplete", "rejects.over-limit"];

export function deliveryWords(event: Delivery["event"]): string {
  return event === "ping" ? "A test" : eventWords[event];
}

const faultWords: Record<NonNullable<Delivery["attempts"][number]["fault"]>, string> = {
  "forbidden-address": "the name leads to an address inside the network",
  "unknown-host": "there is no such host",
  "no-connection": "no connection",
  timeout: "no answer in time",
  "bad-certificate": "its certificate is not valid",
  "broken-answer": "the answer was not HTTP",
};

/** How an attempt went: `answered 500 after 34 ms`. */
export function attemptWords({ status, fault, ms }: Delivery["attempts"][number]): string {
  const what = fault === undefined ? `answered ${status}` : faultWords[fault];
  return `${what} after ${ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`}`;
}
