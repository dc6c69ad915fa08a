/** Asks one thing at a time, whose answer counts only as long as nothing that it was asked for has changed. */
export class PendingQuestion {
  #stop: AbortController | null = null;

  /** Null where it was dropped meanwhile. */
  async ask<Answer>(find: (signal: AbortSignal) => Promise<Answer>): Promise<Answer | null> {
    this.drop();
    const stop = new AbortController();
    this.#stop = stop;
    const answer = await find(stop.signal);
    return stop.signal.aborted ? null : answer;
  }

  readonly drop = (): void => {
    this.#stop?.abort();
    this.#stop = null;
  };
}
