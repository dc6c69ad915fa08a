import type { DeadLetterView } from "../api/dead-letters-api.ts";
import { type DeadLetter, type HandledQueue, handledQueues } from "../ports/dead-letters.ts";
import type { Ports } from "../ports/ports.ts";
import { explainLetter } from "./explain-letter.ts";
import { type LetterContent, readLetter } from "./letter-content.ts";
import { toPayload } from "./to-payload.ts";

export interface DeadLetterList {
  /** The workspace's own, the latest first. */
  letters: DeadLetterView[];
  /** Letters of other workspaces, or of nobody, in the queues that were looked through. */
  others: number;
  /** False when there are more than were looked through, or others look at them at the same time. */
  isAll: boolean;
}

const explainedAtOnce = 20;

/** The dead letters of a workspace, each with what it was for, why it failed and what to do. */
export async function listDeadLetters(
  ports: Pick<Ports, "deadLetters" | "jobs" | "objects">,
  { workspace, queues = handledQueues }: { workspace: string; queues?: readonly HandledQueue[] },
): Promise<DeadLetterList> {
  const found = await Promise.all(queues.map((queue) => ports.deadLetters.list(queue)));
  const letters = found.flatMap((each) => each.letters).toSorted((a, b) => (a.sentAt < b.sentAt ? 1 : -1));
  const own = letters.flatMap((letter) => {
    const content = readLetter(letter);
    return content?.workspace === workspace ? [{ letter, content }] : [];
  });
  const views: DeadLetterView[] = [];
  for (let from = 0; from < own.length; from += explainedAtOnce) {
    views.push(...(await Promise.all(own.slice(from, from + explainedAtOnce).map((each) => toView(ports, each)))));
  }
  return { letters: views, others: letters.length - own.length, isAll: found.every(({ isAll }) => isAll) };
}

async function toView(
  ports: Pick<Ports, "jobs" | "objects">,
  { letter, content }: { letter: DeadLetter; content: LetterContent },
): Promise<DeadLetterView> {
  const { queue, id, sentAt, body } = letter;
  return { queue, id, sentAt, ...(await explainLetter(ports, content)), ...toPayload(body) };
}
