import type { QueueView } from "#core/api/dashboard-api";
import type { HandledQueue } from "#core/ports/dead-letters";
import { formatCount } from "#core/words/format-number";

export const queueWords: Record<HandledQueue, { name: string; about: string }> = {
  "upload-events": { name: "Arrivals", about: "Files that were uploaded or dropped" },
  work: { name: "Runs", about: "Jobs to be run row by row" },
  analysis: { name: "Analyses", about: "Jobs for the SQL engine, and profiles" },
  queries: { name: "Queries", about: "SQL over the lake" },
  notices: { name: "News", about: "Changes to tell open pages of" },
  alerts: { name: "Alerts", about: "Webhooks and mails to send" },
};

/** "3 waiting, 1 being handled". */
export function depthWords({ waiting, delayed, inFlight }: Pick<QueueView, "waiting" | "delayed" | "inFlight">): string {
  const parts = [
    ...(waiting + delayed > 0 ? [`${formatCount(waiting + delayed)} waiting`] : []),
    ...(inFlight > 0 ? [`${formatCount(inFlight)} being handled`] : []),
  ];
  return parts.length === 0 ? "Nothing waits" : parts.join(", ");
}
