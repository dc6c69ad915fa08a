import { describe, expect, it } from "vitest";
import { createMemoryPorts, type MemoryPorts } from "../jobs/testing/memory-ports.ts";
import { later, sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import { createWorkspaceId } from "../jobs/workspace-id.ts";
import { deliver, pauses } from "./deliver.ts";
import { listDeliveries, pingWebhook, replayDelivery } from "./deliveries.ts";
import { type DeliveryKey, deliveryRef } from "./delivery.ts";
import { changeWebhook, createWebhook, deleteWebhook, getWebhook } from "./manage-webhooks.ts";
import { oweDelivery } from "./owe-delivery.ts";
import { signWebhook } from "./sign-webhook.ts";
import { sweepDelivery } from "./sweep-delivery.ts";

const wish = { url: "https://example.com/hook", events: ["job.failed" as const], enabled: true };
const id = `msg_${"0".repeat(26)}`;
const body = '{"type":"job.failed"}';

async function prepare() {
  const ports = createMemoryPorts();
  const { webhook, secret } = await createWebhook(ports, { workspace, wish });
  const key: DeliveryKey = { workspace, webhook: webhook.id, id };
  await oweDelivery(ports, key, { event: "job.failed", body });
  return { ports, key, secret };
}

async function stateOf(ports: MemoryPorts, { webhook }: DeliveryKey) {
  const { deliveries } = await listDeliveries(ports, { workspace, webhook, limit: 10 });
  return deliveries[0];
}

describe("a delivery", () => {
  it("is posted once, signed, however often its message comes", async () => {
    const { ports, key, secret } = await prepare();

    await deliver(ports, key);
    await deliver(ports, key);
    await oweDelivery(ports, key, { event: "job.failed", body });
    await deliver(ports, key);

    const signed = await signWebhook({ secret, id, at: ports.time.now, body });
    expect(ports.posts).toMatchObject([{ url: wish.url, body, headers: { ...signed, "content-type": "application/json" } }]);
    expect(await stateOf(ports, key)).toMatchObject({ state: "delivered", attempts: [{ status: 200, ms: 3 }], nextAttemptAt: null });
    expect(await ports.documents.listDue(later(1e6).toISOString(), 9)).toEqual([]);
  });

  it("is posted once by two who come at the same moment", async () => {
    const { ports, key } = await prepare();

    await Promise.all([deliver(ports, key), deliver(ports, key), deliver(ports, key)]);

    expect(ports.posts).toHaveLength(1);
  });

  it("is tried again with growing pauses, each time with the same id and another timestamp, and then given up", async () => {
    const { ports, key } = await prepare();
    ports.answers.push(...Array.from({ length: 99 }, () => ({ status: 500 })));
    const waited: number[] = [];

    for (;;) {
      const { retryInSeconds } = await deliver(ports, key);
      if (retryInSeconds === undefined) break;
      waited.push(retryInSeconds);
      ports.time.now = new Date(ports.time.now.getTime() + 1000 * retryInSeconds);
    }

    expect(waited).toEqual([5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800]);
    expect(new Set(ports.posts.map(({ headers }) => headers["webhook-id"]))).toEqual(new Set([id]));
    expect(new Set(ports.posts.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(pauses.length + 1);
    expect(await stateOf(ports, key)).toMatchObject({ state: "given-up", nextAttemptAt: null });
    expect(await ports.documents.listDue(later(1e6).toISOString(), 9)).toEqual([]);
  });

  it("is not tried before its time, whoever asks", async () => {
    const { ports, key } = await prepare();
    ports.answers.push({ fault: "timeout" });

    const first = await deliver(ports, key);
    const early = await deliver(ports, key);

    expect([first, early]).toEqual([{ retryInSeconds: 5 }, { retryInSeconds: 5 }]);
    expect(ports.posts).toHaveLength(1);
    expect(await stateOf(ports, key)).toMatchObject({
      state: "waiting",
      attempts: [{ fault: "timeout" }],
      nextAttemptAt: later(5).toISOString(),
    });
  });

  it.each([301, 302, 307, 400, 401, 404, 429, 503])("does not take %d for an answer", async (status) => {
    const { ports, key } = await prepare();
    ports.answers.push({ status });

    expect(await deliver(ports, key)).toEqual({ retryInSeconds: 5 });
  });

  it("switches a webhook off that says it is gone", async () => {
    const { ports, key } = await prepare();
    ports.answers.push({ status: 410 });

    await deliver(ports, key);

    expect(await stateOf(ports, key)).toMatchObject({ state: "given-up" });
    expect(await getWebhook(ports, workspace, key.webhook)).toMatchObject({
      enabled: false,
      disabledBecause: expect.stringContaining("410"),
    });
    await expect(replayDelivery(ports, key)).rejects.toMatchObject({ code: "wrong-state" });
  });

  it("is given up when its webhook was deleted or switched off", async () => {
    const { ports, key } = await prepare();
    const second = { ...key, id: `msg_${"1".repeat(26)}` };
    await oweDelivery(ports, second, { event: "job.failed", body });
    await changeWebhook(ports, { workspace, id: key.webhook, wish: { ...wish, enabled: false } });
    await deliver(ports, key);
    await deleteWebhook(ports, workspace, key.webhook);
    await deliver(ports, second);

    expect(ports.posts).toEqual([]);
    const { documents } = await ports.documents.list(workspace, "delivery", { limit: 9 });
    expect(documents.map(({ body: stored }) => stored)).toMatchObject([{ state: "given-up" }, { state: "given-up" }]);
  });

  it("is replayed with the same id and body, and belongs to its workspace alone", async () => {
    const { ports, key } = await prepare();
    const stranger = { ...key, workspace: createWorkspaceId() };
    await deliver(ports, key);

    await expect(replayDelivery(ports, stranger)).rejects.toMatchObject({ code: "not-found" });
    await expect(listDeliveries(ports, { ...stranger, limit: 9 })).rejects.toMatchObject({ code: "not-found" });
    await expect(pingWebhook(ports, stranger)).rejects.toMatchObject({ code: "not-found" });
    await replayDelivery(ports, key);
    await deliver(ports, key);

    expect(ports.posts.map((post) => [post.headers["webhook-id"], post.body])).toEqual([
      [id, body],
      [id, body],
    ]);
    expect(await stateOf(ports, key)).toMatchObject({ state: "delivered", attempts: [{ status: 200 }, { status: 200 }] });
  });
});

describe("a process that dies between any two lines of a delivery", () => {
  const calls = Array.from({ length: 8 }, (_, call) => call + 1);

  it.each(calls)("leaves one that the sweep brings to its end (call %d)", async (call) => {
    const { ports, key } = await prepare();

    await Promise.allSettled([deliver(dyingAt(ports, call), key)]);
    for (let minute = 0; minute < 10; minute++) {
      ports.time.now = new Date(ports.time.now.getTime() + 60_000);
      for (const due of await ports.documents.listDue(ports.time.now.toISOString(), 9)) await sweepDelivery(ports, due);
      for (const { body: message } of ports.sent.splice(0)) await deliver(ports, message as DeliveryKey);
    }

    expect(await stateOf(ports, key)).toMatchObject({ state: "delivered" });
    expect(ports.posts.length).toBeGreaterThanOrEqual(1);
    expect(ports.posts.length).toBeLessThanOrEqual(2);
    expect(new Set(ports.posts.map(({ headers }) => headers["webhook-id"]))).toEqual(new Set([id]));
    expect(await ports.documents.get(deliveryRef(key))).not.toHaveProperty("dueAt");
  });
});

/** The outside of a process whose n-th call takes effect and is its last. */
function dyingAt(ports: MemoryPorts, call: number): MemoryPorts {
  let calls = 0;
  const mortal = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return async (...args: unknown[]) => {
          calls += 1;
          if (calls > call) throw new Error("dead");
          const result: unknown = await method.apply(target, args);
          if (calls === call) throw new Error("died");
          return result;
        };
      },
    });
  return { ...ports, documents: mortal(ports.documents), webhookSender: mortal(ports.webhookSender) };
}
