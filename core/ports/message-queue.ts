import type { QueueName } from "../jobs/job.ts";

export interface MessageQueue {
  send(queue: QueueName, body: unknown): Promise<void>;
}
