import { describe, expect, it } from "vitest";
import type { ObjectStore } from "#core/ports/object-store";
import { lazyObjectStore } from "./lazy-object-store.ts";
import { lazyPort } from "./lazy-port.ts";
import { once } from "./once.ts";

const utf8 = new TextEncoder();

function countLoads<Port>(port: Port) {
  const loads = { count: 0 };
  const load = async () => {
    loads.count += 1;
    return port;
  };
  return { loads, load };
}

describe("a lazy port", () => {
  it("loads nothing before the first call, and then answers as the port does", async () => {
    const { loads, load } = countLoads({ add: async (a: number, b: number) => a + b });
    const port = lazyPort(load);
    const before = loads.count;

    const sum = await port.add(2, 3);

    expect({ before, sum, after: loads.count }).toEqual({ before: 0, sum: 5, after: 1 });
  });

  it("calls the port's method as the port's own", async () => {
    class Counter {
      count = 0;
      async next() {
        this.count += 1;
        return this.count;
      }
    }
    const port = lazyPort<Pick<Counter, "next">>(once(async () => new Counter()));

    expect([await port.next(), await port.next()]).toEqual([1, 2]);
  });

  it("can be handed on by a promise without being loaded", async () => {
    const { loads, load } = countLoads({ get: async () => "value" });

    const handed = await Promise.resolve(lazyPort(load));

    expect(loads.count).toBe(0);
    expect(await handed.get()).toBe("value");
  });

  it("rejects a call with what kept the port from loading", async () => {
    const port = lazyPort<{ get(): Promise<string> }>(async () => {
      throw new Error("not linked");
    });

    await expect(port.get()).rejects.toThrow("not linked");
  });
});

describe("a lazy object store", () => {
  it("loads when a stream begins to flow, writes through one writer and passes calls on", async () => {
    const log: unknown[] = [];
    const store = {
      head: async (...args: unknown[]) => void log.push(["head", ...args]),
      async *read(_bucket: string, key: string) {
        yield utf8.encode(key);
      },
      write(bucket: string, key: string) {
        log.push(["open", bucket, key]);
        return {
          write: async (chunk: Uint8Array) => void log.push(["write", chunk.length]),
          close: async () => ({ bytes: 3 }),
          abort: async () => undefined,
        };
      },
    } as unknown as ObjectStore;
    const { loads, load } = countLoads(store);
    const { signal } = new AbortController();
    const lazy = lazyObjectStore(once(load));

    const reading = lazy.read("uploads", "some key", { versionId: "1", etag: "e", signal });
    const writer = lazy.write("results", "out", { contentType: "text/csv", signal });
    const before = { loads: loads.count, opened: log.length };
    const chunks: Uint8Array[] = [];
    for await (const chunk of reading) chunks.push(chunk);
    await writer.write(utf8.encode("ab"));
    await writer.write(utf8.encode("c"));
    const closed = await writer.close();
    await lazy.head("uploads", "other", "2");

    expect(before).toEqual({ loads: 0, opened: 0 });
    expect(loads.count).toBe(1);
    expect(chunks).toEqual([utf8.encode("some key")]);
    expect(closed).toEqual({ bytes: 3 });
    expect(log).toEqual([
      ["open", "results", "out"],
      ["write", 2],
      ["write", 1],
      ["head", "uploads", "other", "2"],
    ]);
  });
});
