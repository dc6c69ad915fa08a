import { AppError } from "../app-error.ts";

/**
 * A run that goes on in another invocation, because it waits for something or its time is up: what it did so far is kept, and it
 * does not count as an attempt. `message` is told in the job's timeline.
 */
export class RunPostponed extends AppError {
  constructor(message: string) {
    super("unavailable", message, { retryable: true });
  }
}
