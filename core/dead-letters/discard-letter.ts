import type { Ports } from "../ports/ports.ts";
import { readLetter } from "./letter-content.ts";
import { type LetterRef, notThere } from "./letter-ref.ts";

/** Throws a dead letter of the workspace away for good. Throws `not-found`, also for letters of others. */
export async function discardLetter(ports: Pick<Ports, "deadLetters" | "observer">, { workspace, queue, id }: LetterRef): Promise<void> {
  let isOurs = false;
  const wasMet = await ports.deadLetters.settle(
    queue,
    async (letter) => {
      isOurs = readLetter(letter)?.workspace === workspace;
      return isOurs ? "delete" : "keep";
    },
    id,
  );
  if (!wasMet || !isOurs) throw notThere();
  ports.observer.tell({ level: "info", message: "Dead letter discarded", facts: { workspace, queue, message_id: id } });
}
