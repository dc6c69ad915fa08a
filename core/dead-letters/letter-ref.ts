import { AppError } from "../app-error.ts";
import type { HandledQueue } from "../ports/dead-letters.ts";

export interface LetterRef {
  workspace: string;
  queue: HandledQueue;
  id: string;
}

/** The same for a letter of another workspace and for one that is gone. */
export function notThere(): AppError {
  return new AppError("not-found", "This message is not among your dead letters any more: it was sent again or discarded.");
}
