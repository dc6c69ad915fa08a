import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { signedFile } from "./byte-file.ts";

const { signal } = new AbortController();

/** A store that answers with one status after another, and then with what is asked for; says which links were used. */
function store(...statuses: number[]): string[] {
  const used: string[] = [];
  vi.stubGlobal("fetch", async (url: string) => {
    used.push(url);
    const status = statuses.shift() ?? 206;
    return new Response(status === 206 ? "abc" : "", { status });
  });
  return used;
}

function open() {
  let links = 0;
  return signedFile(async () => ({ url: `https://store.test/${++links}` }), 10);
}

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("parts of a file behind a signed link", () => {
  it("are read by one link, as long as it is taken", async () => {
    const used = store();
    const file = open();

    const parts = await Promise.all([file.read(0, 3, signal), file.read(3, 6, signal)]);

    expect(parts.map((part) => new TextDecoder().decode(part))).toEqual(["abc", "abc"]);
    expect(used).toEqual(["https://store.test/1", "https://store.test/1"]);
  });

  it("are read by another link at once where the signature has expired", async () => {
    const used = store(403);

    await open().read(0, 3, signal);

    expect(used).toEqual(["https://store.test/1", "https://store.test/2"]);
  });

  it("are asked for again where the store fails for a moment, but not for ever", async () => {
    const used = store(503, 503, 503);
    const reading = open().read(0, 3, signal);
    const outcome = expect(reading).rejects.toMatchObject({ name: "ApiError", code: "unavailable", status: 503 });

    await vi.advanceTimersByTimeAsync(5_000);

    await outcome;
    expect(used).toHaveLength(3);
  });

  it("are not asked for again where they are no longer kept, or nobody wants them", async () => {
    const used = store(404);
    await expect(open().read(0, 3, signal)).rejects.toMatchObject({ code: "not-found" });
    const stop = new AbortController();
    vi.stubGlobal("fetch", async (_: string, init: RequestInit) => init.signal?.throwIfAborted());

    stop.abort();

    await expect(open().read(0, 3, stop.signal)).rejects.toMatchObject({ name: "AbortError" });
    expect(used).toHaveLength(1);
  });
});
