import { afterEach, describe, expect, it, vi } from "vitest";
import { readStored } from "./read-stored.ts";

function storage(answer: (init: RequestInit) => Promise<Response>): void {
  vi.stubGlobal("fetch", (_url: string, init: RequestInit) => answer(init));
}

afterEach(() => vi.unstubAllGlobals());

const part = { range: { from: 2, to: 5 } };

describe("what lies behind a signed link", () => {
  it("is read as a whole, or a part of it", async () => {
    const asked: (string | null)[] = [];
    storage(async ({ headers }) => {
      asked.push(new Headers(headers).get("range"));
      return new Response(asked.length === 1 ? "abcdef" : "cde", { status: asked.length === 1 ? 200 : 206 });
    });

    const whole = await readStored("https://storage.test/it");
    const some = await readStored("https://storage.test/it", part);

    expect([whole, some].map((bytes) => new TextDecoder().decode(bytes))).toEqual(["abcdef", "cde"]);
    expect(asked).toEqual([null, "bytes=2-4"]);
  });

  it("is refused where all of it came for a part", async () => {
    storage(async () => new Response("abcdef"));

    await expect(readStored("https://storage.test/it", part)).rejects.toMatchObject({ name: "ApiError", code: "unavailable" });
  });

  it("is not read to its end where more was announced than was asked for", async () => {
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1024)) });
    storage(async () => new Response(endless, { headers: { "content-length": "9000000000" } }));

    await expect(readStored("https://storage.test/it", part)).rejects.toMatchObject({ code: "unavailable", status: 200 });
  });

  it("is told in words when it is gone, when it is not given and when nobody answers", async () => {
    storage(async () => new Response("", { status: 404 }));
    await expect(readStored("https://storage.test/it")).rejects.toMatchObject({ code: "not-found" });
    storage(async () => new Response("", { status: 503 }));
    await expect(readStored("https://storage.test/it")).rejects.toMatchObject({ code: "unavailable", status: 503 });
    storage(() => Promise.reject(new TypeError("Failed to fetch")));
    await expect(readStored("https://storage.test/it")).rejects.toMatchObject({ code: "offline", status: 0 });
  });

  it("ends with the abort of whoever asked, as it is", async () => {
    const stop = new AbortController();
    storage(({ signal }) => new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason))));

    const reading = readStored("https://storage.test/it", { signal: stop.signal });
    stop.abort();

    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  });
});
