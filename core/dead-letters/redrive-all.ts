import { isAppError } from "../app-error.ts";
import { type DeadLetter, type Fate, type HandledQueue, handledQueues } from "../ports/dead-letters.ts";
import { readLetter } from "./letter-content.ts";
import { type RedrivePorts, sendAgain } from "./redrive-letter.ts";

export interface RedriveOutcome {
  redriven: number;
  /** Letters that stay, each with the reason. */
  refused: { id: string; message: string }[];
  /** False when not all of them were met: call again. */
  isAll: boolean;
}

/**
 * Sends all dead letters of the workspace again, of one queue or of all. One that cannot be is left where it is. Queues at the same time:
 * a look at each may take seconds, and all of them have to be in one answer.
 */
export async function redriveAll(
  ports: RedrivePorts,
  { workspace, queues = handledQueues }: { workspace: string; queues?: readonly HandledQueue[] },
): Promise<RedriveOutcome> {
  const outcome: RedriveOutcome = { redriven: 0, refused: [], isAll: true };
  const decide = async (letter: DeadLetter): Promise<Fate> => {
    const content = readLetter(letter);
    if (content?.workspace !== workspace) return "keep";
    try {
      await sendAgain(ports, letter, content);
    } catch (error) {
      if (!isAppError(error) || error.retryable) throw error;
      outcome.refused.push({ id: letter.id, message: error.message });
      return "keep";
    }
    outcome.redriven += 1;
    return "delete";
  };
  const looks = await Promise.allSettled(queues.map((queue) => ports.deadLetters.settle(queue, decide)));
  for (const look of looks) {
    if (look.status === "rejected") throw look.reason;
    outcome.isAll &&= look.value;
  }
  return outcome;
}
