import { unlessAborted } from "../reading/unless-aborted.ts";

interface Load<Value> {
  promise: Promise<Value>;
  controller: AbortController;
  waiting: number;
}

/** Loads by key that several may wait for: each runs once, and is given up when nobody waits any more. */
export class SharedLoads<Key, Value> {
  readonly #loads = new Map<Key, Load<Value>>();
  readonly #start: (key: Key, signal: AbortSignal) => Promise<Value>;

  constructor(start: (key: Key, signal: AbortSignal) => Promise<Value>) {
    this.#start = start;
  }

  async load(key: Key, signal: AbortSignal): Promise<Value> {
    signal.throwIfAborted();
    const load = this.#loads.get(key) ?? this.#begin(key);
    load.waiting += 1;
    try {
      return await unlessAborted(load.promise, signal);
    } finally {
      load.waiting -= 1;
      if (load.waiting === 0 && this.#loads.get(key) === load) {
        this.#loads.delete(key);
        load.controller.abort();
      }
    }
  }

  #begin(key: Key): Load<Value> {
    const controller = new AbortController();
    const promise = this.#start(key, controller.signal);
    const load = { promise, controller, waiting: 0 };
    this.#loads.set(key, load);
    const forget = () => {
      if (this.#loads.get(key) === load) this.#loads.delete(key);
    };
    promise.then(forget, forget);
    return load;
  }
}
