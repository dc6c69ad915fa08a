import type { BadRowPolicy } from "#core/jobs/job";

/** Settings to begin with, for example those of a job that was. */
export interface ComposerSeed {
  operation: string;
  params: Readonly<Record<string, unknown>>;
  onBadRow: BadRowPolicy;
}

export interface ComposerState {
  isOpen: boolean;
  files: readonly File[];
  /** Null: what suits the files, and what was chosen last. */
  seed: ComposerSeed | null;
  /** Another one for each time that it is opened. */
  opening: number;
}

const closed: ComposerState = { isOpen: false, files: [], seed: null, opening: 0 };

/** The files that wait in the composer. */
export class ComposerStore {
  #state = closed;
  readonly #listeners = new Set<() => void>();

  readonly getState = (): ComposerState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  add(files: readonly File[]): void {
    if (files.length === 0) return;
    const { isOpen, opening } = this.#state;
    this.#set({ ...this.#state, isOpen: true, opening: isOpen ? opening : opening + 1, files: [...this.#state.files, ...files] });
  }

  /** Without files it waits for some to be dropped. */
  open({ files = [], seed }: { files?: readonly File[]; seed: ComposerSeed }): void {
    this.#set({ isOpen: true, files, seed, opening: this.#state.opening + 1 });
  }

  /** The last one taken away closes it, but for settings that wait for files. */
  remove(file: File): void {
    const files = this.#state.files.filter((other) => other !== file);
    if (files.length === 0 && this.#state.seed === null) this.close();
    else this.#set({ ...this.#state, files });
  }

  close(): void {
    this.#set({ ...closed, opening: this.#state.opening });
  }

  #set(state: ComposerState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

export const composerStore = new ComposerStore();

/** Opens the composer with settings that are there already, and with files where there are some to begin with. */
export function openComposerWith({ files, settings }: { files?: readonly File[]; settings: ComposerSeed }): void {
  composerStore.open({ ...(files && { files }), seed: settings });
}
