import type { Notice } from "../realtime/messages.ts";
import { isTerminal } from "./job.ts";

type Message = Notice["message"];
type JobMessage = Extract<Message, { type: "job" }>;

/**
 * The fewest messages that leave a tab knowing the same: of each job the highest version and every end it came to, and the
 * latest progress of an attempt that is not over.
 */
export function coalesceNotices(messages: readonly Message[]): Message[] {
  const jobs = Map.groupBy(messages.filter(isJobMessage), (message) => message.job.id);
  const told = [...jobs.values()].flatMap(latestAndEnds);
  const progress = new Map<string, Message>();
  for (const message of messages) {
    if (message.type !== "progress") continue;
    const known = progress.get(message.id);
    if (known?.type === "progress" && (known.attempt > message.attempt || known.rows > message.rows)) continue;
    progress.set(message.id, message);
  }
  const ended = new Set(told.filter(isEnd).map((message) => message.job.id));
  return [...told, ...[...progress].filter(([id]) => !ended.has(id)).map(([, message]) => message)];
}

function latestAndEnds(messages: JobMessage[]): JobMessage[] {
  const byVersion = new Map(messages.map((message) => [message.job.version, message]));
  const inOrder = [...byVersion.values()].sort((a, b) => a.job.version - b.job.version);
  return inOrder.filter((message, index) => index === inOrder.length - 1 || isEnd(message));
}

function isEnd({ job }: JobMessage): boolean {
  return "deleted" in job || isTerminal(job.status);
}

function isJobMessage(message: Message): message is JobMessage {
  return message.type === "job";
}
