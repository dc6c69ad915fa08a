import { type DeadLetter, type DeadLetters, type HandledQueue, handledQueues } from "../../ports/dead-letters.ts";

export interface MemoryDeadLetters extends DeadLetters {
  letters: DeadLetter[];
  resent: DeadLetter[];
  bury(queue: HandledQueue, body: unknown, patch?: Partial<DeadLetter>): DeadLetter;
}

export function createMemoryDeadLetters(): MemoryDeadLetters {
  const letters: DeadLetter[] = [];
  const resent: DeadLetter[] = [];
  const remove = (letter: DeadLetter) => void letters.splice(letters.indexOf(letter), 1);
  return {
    letters,
    resent,
    bury(queue, body, patch = {}) {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const letter = { queue, id: `m${letters.length + resent.length + 1}`, body: text, sentAt: "2026-03-01T09:00:00.000Z", ...patch };
      letters.push(letter);
      return letter;
    },
    async measure() {
      const depthOf = (queue: HandledQueue) => letters.filter((letter) => letter.queue === queue).length;
      return handledQueues.map((queue) => ({ queue, waiting: 0, inFlight: 0, delayed: 0, dead: depthOf(queue), maxReceives: 5 }));
    },
    async list(queue) {
      return { letters: letters.filter((letter) => letter.queue === queue), isAll: true };
    },
    async settle(queue, decide, id) {
      const met = letters.filter((letter) => letter.queue === queue && (id === undefined || letter.id === id));
      for (const letter of met) if ((await decide(letter)) === "delete") remove(letter);
      return id === undefined || met.length > 0;
    },
    async resend(letter) {
      resent.push(letter);
    },
  };
}
