import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { expect, test } from "vitest";
import { createHealthProbe } from "./health-probe.ts";
import { createHeardObserver } from "./testing/heard-observer.ts";

const heard = createHeardObserver();
const parts = {
  buckets: ["uploads"],
  tables: { Jobs: ["pk", "sk"], Records: ["pk"] },
  queueUrls: ["https://sqs.us-east-1.amazonaws.com/000000000000/Work"],
  sweepMarkTable: "Jobs",
};

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

function probe(endpoint: string) {
  return createHealthProbe({ ...parts, queueUrls: [`${endpoint}/000000000000/Work`] }, heard.observer, {
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
}

const allFail = { storage: { ok: false }, tables: { ok: false }, queues: { ok: false }, functions: { ok: false } };

test("parts that refuse the connection are named, and the log says why", async () => {
  const server = createServer();
  const endpoint = await listen(server);
  server.close();

  expect(await probe(endpoint).check()).toMatchObject(allFail);
  expect(new Set(heard.told.map(({ facts }) => facts?.part))).toEqual(new Set(["storage", "tables", "queues", "functions"]));
  expect(heard.told.every(({ error }) => error instanceof Error)).toBe(true);
});

test("parts that never answer are given up soon, and callers at the same time share one round", async () => {
  let connections = 0;
  const server = createServer(() => connections++);
  const { check } = probe(await listen(server));
  const startedAt = performance.now();

  const answers = await Promise.all(Array.from({ length: 20 }, check));

  expect(performance.now() - startedAt).toBeLessThan(4_000);
  expect(answers[0]).toMatchObject(allFail);
  expect(connections).toBeLessThan(10);
  server.close();
});
