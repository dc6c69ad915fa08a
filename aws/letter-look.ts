import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { DeadLetter, HandledQueue } from "#core/ports/dead-letters";
import { callAws } from "./expected-errors.ts";

/** How long what is looked at is hidden from others, should nobody live to show it again. */
export const hiddenSeconds = 30;
/** SQS's own limit of a call. */
const perCall = 10;
/** Only when it may wait does SQS ask all of its servers; otherwise it may answer nothing although there is something. */
const waitSeconds = 1;
/** Well within what the site's function has for an answer. */
const longestLookMs = 8_000;

export interface HeldLetter {
  letter: DeadLetter;
  receiptHandle: string;
}

export interface LetterLook {
  /** Each letter once; it is hidden from others until `showAgain`. */
  receive(): AsyncGenerator<HeldLetter>;
  /** As many were met as the queue said that it holds. */
  sawAll(): boolean;
  remove(held: HeldLetter): Promise<void>;
  /** Everything that was not removed. */
  showAgain(): Promise<void>;
}

interface Looking {
  client: SQSClient;
  queueUrl: string;
  queue: HandledQueue;
  most: number;
}

/** SQS shows a message only to who receives it, and hides it from others for a while. A look receives all there are, and gives them back. */
export function lookAtLetters({ client, queueUrl: QueueUrl, queue, most }: Looking): LetterLook {
  const held = new Map<string, HeldLetter>();
  const met = new Set<string>();
  let expected = 0;

  async function receiveSome(WaitTimeSeconds: number): Promise<HeldLetter[]> {
    const request = { MaxNumberOfMessages: perCall, VisibilityTimeout: hiddenSeconds, WaitTimeSeconds };
    const command = new ReceiveMessageCommand({ QueueUrl, ...request, MessageSystemAttributeNames: ["SentTimestamp"] });
    const { Messages = [] } = await callAws(() => client.send(command));
    return Messages.flatMap((message) => toHeld(queue, message));
  }

  return {
    async *receive() {
      const startedAt = performance.now();
      expected = await countMessages({ client, queueUrl: QueueUrl });
      while (expected > 0 && met.size < most && performance.now() - startedAt < longestLookMs) {
        // What was counted is there; whether there is more, a look without waiting tells well enough.
        const some = await receiveSome(met.size < expected ? waitSeconds : 0);
        if (some.length === 0) return;
        for (const each of some) held.set(each.letter.id, each);
        for (const each of some.filter(({ letter }) => !met.has(letter.id))) {
          met.add(each.letter.id);
          yield each;
        }
      }
    },
    sawAll: () => met.size >= expected && met.size < most,
    async remove({ letter, receiptHandle: ReceiptHandle }) {
      await callAws(() => client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })));
      held.delete(letter.id);
    },
    async showAgain() {
      const handles = [...held.values()].map(({ receiptHandle }) => receiptHandle);
      for (let from = 0; from < handles.length; from += perCall) {
        const some = handles.slice(from, from + perCall);
        const Entries = some.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }));
        await callAws(() => client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries })));
      }
    },
  };
}

export const countedAttributes = [
  "ApproximateNumberOfMessages" as const,
  "ApproximateNumberOfMessagesNotVisible" as const,
  "ApproximateNumberOfMessagesDelayed" as const,
];

/** All messages of a queue, whoever looks at them just now. */
export async function countMessages({ client, queueUrl: QueueUrl }: Pick<Looking, "client" | "queueUrl">): Promise<number> {
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: countedAttributes });
  const { Attributes = {} } = await callAws(() => client.send(command));
  return countedAttributes.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

function toHeld(queue: HandledQueue, { MessageId, Body, ReceiptHandle, Attributes }: Message): HeldLetter[] {
  if (MessageId === undefined || ReceiptHandle === undefined) return [];
  const sentAt = new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString();
  return [{ letter: { queue, id: MessageId, body: Body ?? "", sentAt }, receiptHandle: ReceiptHandle }];
}
