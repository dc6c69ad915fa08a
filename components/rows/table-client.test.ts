import { describe, expect, it } from "vitest";
import { TableClient, type TablePort } from "./table-client.ts";
import type { ToTableWorker } from "./table-messages.ts";

/** A worker that is told things and says nothing by itself. */
function quietWorker() {
  const told: ToTableWorker[] = [];
  const worker: TablePort & { isOver: boolean } = {
    isOver: false,
    postMessage: (message) => told.push(message),
    terminate: () => {
      worker.isOver = true;
    },
    onmessage: null,
    onerror: null,
  };
  return { worker, told };
}

const find = { kind: "find", search: { column: 0, kind: "equals", text: "a", from: -1, direction: 1, order: 0 } } as const;

describe("a table's client", () => {
  it("asks for a link when the worker wants one, and hands it over", async () => {
    const { worker, told } = quietWorker();
    new TableClient(worker, async () => ({ url: "https://storage.test/rows" }));

    worker.onmessage?.(new MessageEvent("message", { data: { sign: 1 } }));
    await Promise.resolve();
    await Promise.resolve();

    expect(told).toEqual([{ signed: 1, url: "https://storage.test/rows" }]);
  });

  it("tells the worker of an abort, and lets go at once whoever waited", async () => {
    const { worker, told } = quietWorker();
    const client = new TableClient(worker, () => Promise.reject(new Error("nobody signs")));
    const stop = new AbortController();

    const finding = client.ask(find, { signal: stop.signal });
    stop.abort();

    await expect(finding).rejects.toMatchObject({ name: "AbortError" });
    expect(told.at(-1)).toEqual({ id: 1, cancel: true });
  });

  it("refuses what waits, and what is asked later, when its worker has died", async () => {
    const { worker } = quietWorker();
    const client = new TableClient(worker, () => Promise.reject(new Error("nobody signs")));
    const waiting = client.ask(find);

    worker.onerror?.(new Event("error") as ErrorEvent);

    await expect(waiting).rejects.toMatchObject({ code: "unavailable" });
    await expect(client.ask(find)).rejects.toMatchObject({ code: "unavailable" });
    expect(worker.isOver).toBe(true);
  });
});
