import type { ObjectStore, ObjectWriter } from "#core/ports/object-store";
import { lazyPort } from "./lazy-port.ts";
import { once } from "./once.ts";

type Streams = Pick<ObjectStore, "read" | "write">;

/** As `lazyPort`, with streams that load the store when they begin to flow. */
export function lazyObjectStore(load: () => Promise<ObjectStore>): ObjectStore {
  const calls = lazyPort<Omit<ObjectStore, keyof Streams>>(load);
  const streams: Streams = {
    async *read(...args) {
      yield* (await load()).read(...args);
    },
    write(...args) {
      const writer = once(async () => (await load()).write(...args));
      return lazyPort<ObjectWriter>(writer);
    },
  };
  return new Proxy(streams as ObjectStore, { get: (_, name) => Reflect.get(Object.hasOwn(streams, name) ? streams : calls, name) });
}
