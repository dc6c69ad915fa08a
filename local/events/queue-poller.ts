import { setTimeout as sleep } from "node:timers/promises";
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { QueueNode, SubscriptionNode } from "../sst/graph.ts";
import { createHeldMessages, readHeld } from "./held-messages.ts";
import { doneMessages, toSqsEvent } from "./sqs-event.ts";

export interface QueuePollerOptions {
  client: SQSClient;
  queue: QueueNode;
  subscription: SubscriptionNode;
  region: string;
  /** Where receipts survive a kill -9. */
  heldFile: string;
  invoke(event: unknown): Promise<unknown>;
  onProblem(message: string): void;
}

export interface QueuePoller {
  /** Receives nothing more; resolves when the batches under way are done. */
  pause(): Promise<void>;
  resume(): void;
  /** Receives nothing more; what is under way stays held, for the next start to give back. */
  close(): Promise<void>;
}

// SQS hands out at most ten messages in one answer, and waits twenty seconds for the first.
const maximumReceive = 10;
const longPollSeconds = 20;
const retryAfterMs = 1000;

/** Lambda's event source mapping for one queue. */
export async function startQueuePoller(options: QueuePollerOptions): Promise<QueuePoller> {
  const { client, queue, subscription, heldFile, onProblem } = options;
  await giveBack(client, queue, readHeld(heldFile));
  const held = createHeldMessages(heldFile);
  const batches = new Set<Promise<void>>();
  let polling = new AbortController();
  let loop = poll(polling.signal);
  let isClosed = false;

  async function poll(signal: AbortSignal): Promise<void> {
    const aborted = new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    while (!signal.aborted) {
      // What is under way may take a quarter of an hour; closing does not wait for it.
      if (batches.size >= subscription.maximumConcurrency) await Promise.race([...batches, aborted]);
      else await receiveBatch(signal);
    }
  }
  async function receiveBatch(signal: AbortSignal): Promise<void> {
    try {
      const messages = await gather(signal);
      if (messages.length === 0) return;
      const batch = process(messages).finally(() => batches.delete(batch));
      batches.add(batch);
    } catch (error) {
      if (signal.aborted) return;
      onProblem(`${queue.id} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      await sleep(retryAfterMs, undefined, { signal }).catch(() => undefined);
    }
  }
  async function gather(signal: AbortSignal): Promise<Message[]> {
    const messages = await receive(subscription.batchSize, longPollSeconds, signal);
    const until = Date.now() + subscription.windowSeconds * 1000;
    while (messages.length > 0 && messages.length < subscription.batchSize && Date.now() < until && !signal.aborted) {
      messages.push(...(await receive(subscription.batchSize - messages.length, 1, signal)));
    }
    return messages;
  }
  async function receive(count: number, waitSeconds: number, signal: AbortSignal): Promise<Message[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: queue.url,
      MaxNumberOfMessages: Math.min(count, maximumReceive),
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    });
    const { Messages = [] } = await client.send(command, { abortSignal: signal });
    held.hold(receipts(Messages));
    return Messages;
  }
  async function process(messages: Message[]): Promise<void> {
    try {
      const answer = await options.invoke(toSqsEvent(messages, { queueArn: queue.arn, region: options.region }));
      await remove(client, queue, receipts(doneMessages(messages, answer, subscription.partialResponses)));
      held.release(receipts(messages));
    } catch (error) {
      if (isClosed) return;
      // Not deleted: they come back when their visibility ends, and go to the dead letters after enough of that.
      held.release(receipts(messages));
      onProblem(
        `${subscription.function} failed on ${messages.length} message(s) of ${queue.id}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  return {
    async pause() {
      polling.abort();
      await loop;
      while (batches.size > 0) await Promise.all(batches);
    },
    resume() {
      if (!polling.signal.aborted) return;
      polling = new AbortController();
      loop = poll(polling.signal);
    },
    async close() {
      isClosed = true;
      polling.abort();
      await loop;
    },
  };
}

function receipts(messages: Message[]): string[] {
  return messages.map(({ ReceiptHandle = "" }) => ReceiptHandle);
}

async function remove(client: SQSClient, queue: QueueNode, handles: string[]): Promise<void> {
  for (const chunk of chunked(handles)) {
    await client.send(new DeleteMessageBatchCommand({ QueueUrl: queue.url, Entries: chunk }));
  }
}

async function giveBack(client: SQSClient, queue: QueueNode, handles: string[]): Promise<void> {
  for (const chunk of chunked(handles)) {
    const Entries = chunk.map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
    await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queue.url, Entries }));
  }
}

function chunked(handles: string[]): { Id: string; ReceiptHandle: string }[][] {
  const entries = handles.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
  return Array.from({ length: Math.ceil(entries.length / maximumReceive) }, (_, n) =>
    entries.slice(n * maximumReceive, (n + 1) * maximumReceive),
  );
}
