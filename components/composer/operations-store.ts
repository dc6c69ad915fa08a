import type { OperationInfo } from "#core/api/operations-api";
import { listOperations } from "../api/operations-api.ts";

const tryAgainMs = 3_000;

/** What can be done with files: asked for once, and again while the server does not answer. */
class OperationsStore {
  #operations: readonly OperationInfo[] | null = null;
  #asking: Promise<void> | null = null;
  readonly #listeners = new Set<() => void>();

  readonly getOperations = (): readonly OperationInfo[] | null => this.#operations;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.load();
    return () => this.#listeners.delete(listener);
  };

  load(): void {
    if (this.#operations === null) this.#asking ??= this.#ask();
  }

  async #ask(): Promise<void> {
    const [answer] = await Promise.allSettled([listOperations()]);
    this.#asking = null;
    if (answer.status === "rejected") {
      setTimeout(() => this.load(), tryAgainMs);
      return;
    }
    this.#operations = answer.value;
    for (const listener of this.#listeners) listener();
  }
}

export const operationsStore = new OperationsStore();
