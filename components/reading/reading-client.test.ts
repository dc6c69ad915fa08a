import { describe, expect, it, vi } from "vitest";
import { answerRequests } from "./answer-requests.ts";
import { ReadingClient, type ReadingPort } from "./reading-client.ts";
import type { FromWorker, ToWorker } from "./reading-messages.ts";

const rows = (count: number) => `id,name\n${Array.from({ length: count }, (_, n) => `${n},name ${n}\n`).join("")}`;

/** A worker of this thread: messages are copied and come later, as between threads. */
class NearWorker implements ReadingPort {
  onmessage: ReadingPort["onmessage"] = null;
  onerror: ReadingPort["onerror"] = null;
  readonly taken: ToWorker[] = [];
  isTerminated = false;
  readonly #take: (message: ToWorker) => void;

  constructor(isDeaf = false) {
    this.#take = isDeaf ? () => undefined : answerRequests((message) => this.#post(message));
  }

  postMessage(message: ToWorker): void {
    this.taken.push(message);
    setImmediate(() => !this.isTerminated && this.#take(message));
  }

  terminate(): void {
    this.isTerminated = true;
  }

  die(): void {
    this.onerror?.(new Event("error", { cancelable: true }) as ErrorEvent);
  }

  #post(message: FromWorker): void {
    const data = structuredClone(message);
    setImmediate(() => !this.isTerminated && this.onmessage?.(new MessageEvent("message", { data })));
  }
}

function createClient(...ready: NearWorker[]) {
  const workers: NearWorker[] = [];
  const client = new ReadingClient(() => {
    const worker = ready.shift() ?? new NearWorker();
    workers.push(worker);
    return worker;
  });
  return { client, workers };
}

/** What a worker says besides how far it is. */
function collectPosts() {
  const taken: FromWorker[] = [];
  return { taken, post: (message: FromWorker) => void ("progress" in message || taken.push(message)) };
}

describe("the reading client", () => {
  it("asks one worker for looks, checks and previews", async () => {
    const { client, workers } = createClient();
    const file = new File([rows(100)], "a.csv");

    const [look, check, preview] = await Promise.all([
      client.inspect(file),
      client.check(file),
      client.preview(file, { operation: "convert", params: { to: "ndjson" }, onBadRow: "keep" }),
    ]);

    expect(workers).toHaveLength(1);
    expect(look).toMatchObject({ kind: "readable", inspection: { records: 100, complete: true } });
    expect(check).toMatchObject({ records: 100, rejected: 0, issues: [] });
    expect(preview).toMatchObject({ rowCount: 100 });
  });

  it("answers looks while a check goes on, and checks one after the other", async () => {
    const { client } = createClient();
    const ended: string[] = [];
    const first = client.check(new File([rows(500_000)], "first.csv")).then(() => ended.push("first"));
    const second = client.check(new File([rows(1)], "second.csv")).then(() => ended.push("second"));
    const look = client.inspect(new File([rows(1)], "look.csv")).then(() => ended.push("look"));

    await Promise.all([first, second, look]);

    expect(ended).toEqual(["look", "first", "second"]);
  });

  it("says of a file what is wrong with it, in the sentence of the reader", async () => {
    const { client } = createClient();
    const image = new File([Buffer.from("89504e470d0a1a0a0000", "hex")], "a.png");

    expect(await client.inspect(image)).toEqual({ kind: "unusable", reason: "a.png is not text: it starts like a PNG image." });
    await expect(client.check(image)).rejects.toMatchObject({ name: "AppError", code: "binary-file" });
  });

  it("lets go at once of what is cancelled; the worker stops soon after and serves the next", async () => {
    const { client, workers } = createClient();
    const controller = new AbortController();
    const progress = vi.fn(() => controller.abort());

    const checking = client.check(new File([rows(900_000)], "a.csv"), { signal: controller.signal, onProgress: progress });

    await expect(checking).rejects.toMatchObject({ name: "AbortError" });
    expect(progress).toHaveBeenCalledOnce();
    expect(await client.check(new File([rows(10)], "b.csv"))).toMatchObject({ records: 10 });
    expect(workers).toHaveLength(1);
  });

  it("leaves the check alone that another one waits for which is cancelled", async () => {
    const { post, taken } = collectPosts();
    const take = answerRequests(post);
    const check = (id: number, file: File) =>
      take({ id, request: { kind: "check", file, dialect: undefined, schema: undefined, key: undefined } });
    check(1, new File([rows(300_000)], "first.csv"));
    check(2, new File([rows(1)], "second.csv"));
    check(3, new File([rows(1)], "third.csv"));

    take({ id: 2, cancel: true });

    await vi.waitFor(() => expect(taken).toHaveLength(3), 10_000);
    expect(taken).toMatchObject([
      { id: 2, failure: { kind: "aborted" } },
      { id: 1, answer: { records: 300_000 } },
      { id: 3, answer: { records: 1 } },
    ]);
  });

  it("does nothing for a signal that is aborted already", async () => {
    const { client, workers } = createClient();

    await expect(client.inspect(new File([""], "a"), undefined, AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
    expect(workers).toEqual([]);
  });

  it("puts another worker in the place of one that died, and asks it the same", async () => {
    const { client, workers } = createClient(new NearWorker(true));
    const checking = client.check(new File([rows(10)], "a.csv"));
    workers[0]?.die();

    expect(await checking).toMatchObject({ records: 10 });
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
  });

  it("gives up on what kills a second worker, and goes on with the next file", async () => {
    const { client, workers } = createClient(new NearWorker(true), new NearWorker(true));
    const checking = client.check(new File([rows(10)], "a.csv"));
    workers[0]?.die();
    workers[1]?.die();

    await expect(checking).rejects.toMatchObject({ code: "unavailable", message: expect.stringContaining("broke off") });
    expect(await client.check(new File([rows(3)], "b.csv"))).toMatchObject({ records: 3 });
  });

  it("ends a worker that does not hear that it was cancelled", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const { client, workers } = createClient(new NearWorker(true));
      const controller = new AbortController();
      const deaf = client.check(new File([rows(1)], "a.csv"), { signal: controller.signal });
      const waiting = client.inspect(new File([rows(2)], "b.csv"));
      controller.abort();
      await expect(deaf).rejects.toMatchObject({ name: "AbortError" });

      vi.advanceTimersByTime(2000);

      expect(await waiting).toMatchObject({ kind: "readable", inspection: { records: 2 } });
      expect(workers).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it("rejects a preview for the reason that the job would fail for", async () => {
    const { client } = createClient();
    const preview = client.preview([], { operation: "nothing", params: {}, onBadRow: "keep" });

    await expect(preview).rejects.toMatchObject({ name: "AppError", code: "unknown-operation" });
  });
});
