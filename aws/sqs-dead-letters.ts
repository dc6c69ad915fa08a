import { GetQueueAttributesCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { AppError } from "#core/app-error";
import {
  type DeadLetter,
  type DeadLetters,
  type FoundLetters,
  type HandledQueue,
  handledQueues,
  type QueueDepth,
} from "#core/ports/dead-letters";
import { callAws } from "./expected-errors.ts";
import { countedAttributes, countMessages, hiddenSeconds, lookAtLetters } from "./letter-look.ts";

export interface DeadLetterQueues {
  client: SQSClient;
  queueUrl: (queue: HandledQueue) => string;
  deadLetterUrl: (queue: HandledQueue) => string;
}

const mostListed = 200;
const mostSettled = 1_000;
/** Tabs that ask within this time share one look. */
const freshForMs = 2_000;

/** The dead letters of the linked queues. Within a process one look waits for the other, so that none hides letters from the next. */
export function createSqsDeadLetters(queues: DeadLetterQueues): DeadLetters {
  const { client, queueUrl, deadLetterUrl } = queues;
  const benches = new Map(handledQueues.map((queue) => [queue, createBench()]));
  const benchOf = (queue: HandledQueue) => benches.get(queue) ?? createBench();
  const lookAt = (queue: HandledQueue, most: number) => lookAtLetters({ client, queueUrl: deadLetterUrl(queue), queue, most });

  async function list(queue: HandledQueue): Promise<FoundLetters> {
    const { inTurn, remembered } = benchOf(queue);
    return await inTurn(async () => {
      const look = lookAt(queue, mostListed);
      try {
        const letters: DeadLetter[] = [];
        for await (const { letter } of look.receive()) letters.push(letter);
        return { letters: remembered(letters, look.sawAll()), isAll: look.sawAll() };
      } finally {
        await look.showAgain();
      }
    });
  }

  return {
    measure: () => Promise.all(handledQueues.map((queue) => measureQueue(queues, queue))),

    list: (queue) => benchOf(queue).shared(() => list(queue)),

    async settle(queue, decide, id) {
      const { inTurn, forget } = benchOf(queue);
      return await inTurn(async () => {
        const look = lookAt(queue, mostSettled);
        try {
          for await (const held of look.receive()) {
            if (id !== undefined && held.letter.id !== id) continue;
            if ((await decide(held.letter)) === "delete") {
              await look.remove(held);
              forget(held.letter.id);
            }
            if (id !== undefined) return true;
          }
        } finally {
          await look.showAgain();
        }
        if (id === undefined) return look.sawAll();
        if (look.sawAll()) return false;
        const message = "The message could not be got hold of: somebody else is looking at it. Try again in half a minute.";
        throw new AppError("conflict", message, { retryable: true });
      });
    },

    async resend({ queue, body }) {
      await callAws(() => client.send(new SendMessageCommand({ QueueUrl: queueUrl(queue), MessageBody: body })));
    },
  };
}

/** What this process remembers of one queue's dead letters, and who is at it. */
function createBench() {
  const seen = new Map<string, { letter: DeadLetter; at: number }>();
  let last: Promise<unknown> = Promise.resolve();
  let latest: { found: Promise<FoundLetters>; until: number } | undefined;
  return {
    inTurn<T>(work: () => Promise<T>): Promise<T> {
      const turn = last.then(work, work);
      last = turn;
      return turn;
    },
    shared(look: () => Promise<FoundLetters>): Promise<FoundLetters> {
      if (latest && performance.now() < latest.until) return latest.found;
      const found = look();
      const mine = { found, until: performance.now() + freshForMs };
      latest = mine;
      found.catch(() => {
        if (latest === mine) latest = undefined;
      });
      return found;
    },
    /** Letters that another process hides by its look are still there: those that were seen a moment ago stand in for them. */
    remembered(letters: DeadLetter[], isAll: boolean): DeadLetter[] {
      const now = performance.now();
      if (isAll) seen.clear();
      for (const letter of letters) seen.set(letter.id, { letter, at: now });
      for (const [id, { at }] of seen) if (now - at > hiddenSeconds * 1000) seen.delete(id);
      return [...seen.values()].map(({ letter }) => letter);
    },
    forget(id: string): void {
      seen.delete(id);
      latest = undefined;
    },
  };
}

async function measureQueue({ client, queueUrl, deadLetterUrl }: DeadLetterQueues, queue: HandledQueue): Promise<QueueDepth> {
  const command = new GetQueueAttributesCommand({ QueueUrl: queueUrl(queue), AttributeNames: [...countedAttributes, "RedrivePolicy"] });
  const [{ Attributes = {} }, dead] = await Promise.all([
    callAws(() => client.send(command)),
    countMessages({ client, queueUrl: deadLetterUrl(queue) }),
  ]);
  const maxReceives = Number(JSON.parse(Attributes.RedrivePolicy ?? "{}").maxReceiveCount);
  return {
    queue,
    waiting: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
    delayed: Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0),
    dead,
    maxReceives: Number.isInteger(maxReceives) ? maxReceives : null,
  };
}
