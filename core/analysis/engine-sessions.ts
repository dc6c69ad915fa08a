import type { Engine, EngineSession } from "../ports/engine.ts";

/** One session after the other: what went wrong in one, which may have ended with it, is nothing to the next. */
export class EngineSessions {
  readonly #engine: Engine;
  readonly #signal: AbortSignal;
  #session: EngineSession | null = null;

  constructor(engine: Engine, signal: AbortSignal) {
    this.#engine = engine;
    this.#signal = signal;
  }

  async use<T>(work: (session: EngineSession, signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#signal.throwIfAborted();
    this.#session ??= await this.#engine.open(this.#signal);
    try {
      return await work(this.#session, this.#signal);
    } catch (error) {
      await this.close();
      // What a session says that was ended is not why it was ended.
      throw this.#signal.aborted ? this.#signal.reason : error;
    }
  }

  async close(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.close();
  }
}
