import type { QueueName } from "../jobs/job.ts";

/** A message for other systems: the body goes as it is. */
export interface QueueMessage {
  body: string;
  /** Numbers are sent as numbers. */
  attributes: Readonly<Record<string, string | number>>;
}

export interface MessageQueue {
  send(queue: QueueName, body: unknown): Promise<void>;
  /** Settles when the queue has taken all of them, some of them perhaps twice. @throws AppError unavailable */
  sendBatch(queue: QueueName, messages: readonly QueueMessage[], signal: AbortSignal): Promise<void>;
}
