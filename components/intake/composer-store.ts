/** The files that wait in the composer; none means that it is closed. */
export class ComposerStore {
  #files: readonly File[] = [];
  readonly #listeners = new Set<() => void>();

  readonly getFiles = (): readonly File[] => this.#files;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  add(files: readonly File[]): void {
    this.#set([...this.#files, ...files]);
  }

  remove(file: File): void {
    this.#set(this.#files.filter((other) => other !== file));
  }

  close(): void {
    this.#set([]);
  }

  #set(files: readonly File[]): void {
    this.#files = files;
    for (const listener of this.#listeners) listener();
  }
}

export const composerStore = new ComposerStore();
