import type { Notice } from "../realtime/messages.ts";
import { isTerminal } from "./job-status.ts";

type Message = Notice["message"];
type JobMessage = Extract<Message, { type: "job" }>;
type ProgressMessage = Extract<Message, { type: "progress" }>;

/**
 * The fewest messages that leave a tab knowing the same: of each job the highest version and every end it came to, and the
 * latest progress of an attempt that is not over.
 */
export function coalesceNotices(messages: readonly Message[]): Message[] {
  const jobs = Map.groupBy(messages.filter(isJobMessage), (message) => message.job.id);
  const told = [...jobs.values()].flatMap(latestAndEnds);
  const latest = new Map(told.map((message) => [message.job.id, message]));
  const isOver = (id: string) => {
    const last = latest.get(id);
    return last !== undefined && isEnd(last);
  };
  return [...told, ...furthest(messages.filter((message) => message.type === "progress")).filter(({ id }) => !isOver(id))];
}

/** Of each job the newest attempt's highest figure: a queue does not keep them in order. */
function furthest(messages: ProgressMessage[]): ProgressMessage[] {
  const byJob = new Map<string, ProgressMessage>();
  for (const message of messages) {
    const known = byJob.get(message.id);
    const isAhead = !known || message.attempt > known.attempt || (message.attempt === known.attempt && message.rows >= known.rows);
    if (isAhead) byJob.set(message.id, message);
  }
  return [...byJob.values()];
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
