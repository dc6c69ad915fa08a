import { describe, expect, it, vi } from "vitest";
import { ApiError } from "#core/api/api-error";
import type { UploadTicket } from "#core/api/requests";
import type { Network } from "./network.ts";
import type { SendRequest } from "./send-bytes.ts";
import { toStorageError } from "./send-bytes.ts";
import { maxTries } from "./try-again.ts";
import { type UploadDependencies, type UploadTask, uploadFile } from "./upload-file.ts";

const lost = () => new ApiError("offline", "lost", 0);
const form: UploadTicket = { kind: "post", url: "http://s3/uploads", fields: { key: "k", policy: "p" } };

function setUp(size: number, ticket: UploadTicket, changes: Partial<UploadDependencies> = {}) {
  const stored = new Map<number, Blob>();
  const waits: (string | null)[] = [];
  const progress: number[] = [];
  const stop = new AbortController();
  const network: Network = { isOnline: () => true, whenOnline: async () => undefined, sleep: async () => undefined };
  const deps: UploadDependencies = {
    network,
    send: vi.fn(async ({ url, body, onProgress }: SendRequest) => {
      const number = Number(new URL(url).searchParams.get("part") ?? 0);
      stored.set(number, body instanceof FormData ? (body.get("file") as Blob) : body);
      onProgress(body instanceof FormData ? size + 400 : body.size);
      return { etag: `"${number}"` };
    }),
    renewTicket: vi.fn(async () => form),
    getParts: vi.fn(async (_job, _n, from) => ({
      parts: Array.from({ length: 3 }, (_, index) => ({ number: from + index, url: `http://s3/o?part=${from + index}` })),
      uploaded: [],
      expiresAt: new Date(Date.now() + 600_000).toISOString(),
    })),
    completeUpload: vi.fn(async () => undefined),
    ...changes,
  };
  const task: UploadTask = {
    jobId: "j",
    n: 0,
    file: new Blob([new Uint8Array(size).map((_, index) => index)]),
    ticket,
    signal: stop.signal,
    onProgress: (sent) => progress.push(sent),
    onWaiting: (waiting) => waits.push(waiting),
  };
  return { deps, task, stored, waits, progress, stop };
}

describe("an upload in one form", () => {
  it("sends the signed fields first and the file last, and counts the file's bytes only", async () => {
    const { deps, task, progress } = setUp(100, form);
    let names: string[] = [];
    const send = deps.send;
    deps.send = (request) => {
      names = request.body instanceof FormData ? [...request.body.keys()] : [];
      return send(request);
    };

    await uploadFile(task, deps);

    expect(names).toEqual(["key", "policy", "file"]);
    expect(progress.at(-1)).toBe(100);
  });

  it("asks for a fresh signature when the link expired", async () => {
    const { deps, task } = setUp(10, form);
    vi.mocked(deps.send).mockRejectedValueOnce(toStorageError(403, "<Error><Code>AccessDenied</Code></Error>"));

    await uploadFile(task, deps);

    expect(deps.renewTicket).toHaveBeenCalledTimes(1);
    expect(deps.send).toHaveBeenCalledTimes(2);
  });

  it("ends with a sentence when storage refuses the file itself", async () => {
    const { deps, task } = setUp(10, form);
    vi.mocked(deps.send).mockRejectedValue(toStorageError(400, "<Error><Code>EntityTooLarge</Code></Error>"));

    await expect(uploadFile(task, deps)).rejects.toThrow("larger now than when it was chosen");
    expect(deps.send).toHaveBeenCalledTimes(1);
  });

  it("gives up after many tries, not at once and not never", async () => {
    const { deps, task } = setUp(10, form);
    vi.mocked(deps.send).mockRejectedValue(lost());

    await expect(uploadFile(task, deps)).rejects.toThrow("lost");
    expect(deps.send).toHaveBeenCalledTimes(maxTries);
  });
});

describe("an upload in parts", () => {
  const parts: UploadTicket = { kind: "multipart", partSize: 10 };

  it("sends every part and completes in order", async () => {
    const { deps, task, stored, progress } = setUp(95, parts);

    await uploadFile(task, deps);

    expect([...stored.keys()].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(stored.get(10)?.size).toBe(5);
    const completed = vi.mocked(deps.completeUpload).mock.calls[0]?.[2];
    expect(completed?.map((part) => part.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(progress.at(-1)).toBe(95);
  });

  it("never sends more than four at once", async () => {
    const { deps, task } = setUp(200, parts);
    let open = 0;
    let most = 0;
    deps.send = async ({ body }) => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 1));
      open -= 1;
      return { etag: String((body as Blob).size) };
    };

    await uploadFile(task, deps);

    expect(most).toBe(4);
  });

  it("sends only what is missing when it is taken up again", async () => {
    const { deps, task, stored, progress } = setUp(30, parts);
    const getParts = deps.getParts;
    deps.getParts = async (...args) => ({ ...(await getParts(...args)), uploaded: [{ number: 2, etag: '"old"', size: 10 }] });

    await uploadFile(task, deps);

    expect([...stored.keys()].sort()).toEqual([1, 3]);
    expect(progress[0]).toBe(10);
    expect(vi.mocked(deps.completeUpload).mock.calls[0]?.[2][1]).toEqual({ number: 2, etag: '"old"' });
  });

  it("waits for the network when it is gone and says so, then goes on with the same part", async () => {
    const { deps, task, waits, stored } = setUp(30, parts);
    let online = true;
    deps.network = {
      ...deps.network,
      isOnline: () => online,
      whenOnline: async () => {
        online = true;
      },
    };
    const send = vi.mocked(deps.send);
    send.mockImplementationOnce(async () => {
      online = false;
      throw lost();
    });

    await uploadFile(task, deps);

    expect(waits).toContain("offline");
    expect(waits.at(-1)).toBeNull();
    expect(stored.size).toBe(3);
  });

  it("asks for a part's link again when it expired", async () => {
    const { deps, task } = setUp(20, parts);
    vi.mocked(deps.send).mockRejectedValueOnce(toStorageError(403, ""));

    await uploadFile(task, deps);

    expect(vi.mocked(deps.getParts).mock.calls.length).toBe(2);
  });

  it("stops when it is cancelled", async () => {
    const { deps, task, stop } = setUp(50, parts);
    deps.send = async () => {
      stop.abort(new DOMException("cancelled", "AbortError"));
      throw lost();
    };

    await expect(uploadFile(task, deps)).rejects.toThrow("cancelled");
    expect(deps.completeUpload).not.toHaveBeenCalled();
  });
});
