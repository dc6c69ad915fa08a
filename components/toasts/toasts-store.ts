import { addToast, type Toast } from "./toast-state.ts";

/** What this tab has to say, until it was read or has gone. */
export class ToastsStore {
  #toasts: readonly Toast[] = [];
  readonly #listeners = new Set<() => void>();
  #showAll: () => void = () => undefined;
  readonly #readListeners = new Set<(id: string) => void>();

  readonly getToasts = (): readonly Toast[] => this.#toasts;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** How to show the list that a gathered line stands for. */
  setShowAll(showAll: () => void): void {
    this.#showAll = showAll;
  }

  show(toast: Toast): void {
    this.#set(addToast(this.#toasts, toast, { label: "Show them", run: () => this.#showAll() }));
  }

  /** Hears of news that was read or has run out in this tab. */
  onRead(listener: (id: string) => void): () => void {
    this.#readListeners.add(listener);
    return () => this.#readListeners.delete(listener);
  }

  /** `elsewhere`: it was read in another tab. */
  remove(id: string, taken: boolean, elsewhere = false): void {
    const toast = this.#toasts.find((each) => each.id === id);
    this.#set(this.#toasts.filter((each) => each.id !== id));
    if (!taken) toast?.onGone?.();
    if (toast?.finished && !elsewhere) for (const listener of this.#readListeners) listener(id);
  }

  #set(toasts: readonly Toast[]): void {
    this.#toasts = toasts;
    for (const listener of this.#listeners) listener();
  }
}

export const toastsStore = new ToastsStore();
