import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { evaluate } from "./evaluate.ts";
import type { Graph } from "./graph.ts";
import { resourceTypes } from "./resource-types.ts";

const root = join(import.meta.dirname, "../..");
const places = {
  region: "us-east-1",
  accountId: "000000000000",
  sqsUrl: "http://127.0.0.1:4002",
  webUrl: "http://localhost:4000",
  socketUrl: "ws://127.0.0.1:4004",
  socketManagementEndpoint: "http://127.0.0.1:4004",
  secret: (id: string) => `the value of ${id}, which is long enough`,
};

function evaluateProduct(stage: string): Promise<Graph> {
  return evaluate({ file: join(root, "sst.config.ts"), stage, places });
}

async function evaluateRun(run: string): Promise<Graph> {
  const file = join(await mkdtemp(join(tmpdir(), "sst-config-")), "sst.config.ts");
  await writeFile(file, `export default $config({ app: () => ({ name: "fixture", home: "aws" }), async run() { ${run} } });`);
  return evaluate({ file, stage: "test", places });
}

describe("the product's sst.config.ts", () => {
  it("gives every queue that is consumed dead letters, and a visibility of six times its consumer's timeout", async () => {
    const graph = await evaluateProduct("production");

    expect(graph.subscriptions.map(({ queue, function: consumer }) => [queue, consumer])).toEqual([
      ["UploadEvents", "AcceptUpload"],
      ["Work", "RunJob"],
      ["Analysis", "Analyse"],
      ["Queries", "Query"],
      ["Alerts", "Alert"],
      ["Notices", "Notify"],
    ]);
    for (const subscription of graph.subscriptions) {
      const queue = graph.queues.find(({ id }) => id === subscription.queue);
      const consumer = graph.functions.find(({ id }) => id === subscription.function);
      expect(queue?.deadLetters).toEqual({ queue: `${subscription.queue}DeadLetters`, maxReceives: 5 });
      expect(queue?.visibilitySeconds).toBeGreaterThanOrEqual(6 * (consumer?.timeoutSeconds ?? Number.POSITIVE_INFINITY));
      expect(subscription.partialResponses).toBe(true);
    }
  });

  it("notifies UploadEvents of what is created under uploads/ and drops/, and of nothing else", async () => {
    const { buckets } = await evaluateProduct("local");

    expect(buckets.map(({ id, notifications }) => [id, notifications.map(({ queue, events, prefix }) => [queue, events, prefix])])).toEqual(
      [
        [
          "Uploads",
          [
            ["UploadEvents", ["s3:ObjectCreated:*"], "uploads/"],
            ["UploadEvents", ["s3:ObjectCreated:*"], "drops/"],
          ],
        ],
        ["Results", []],
        ["Lake", []],
      ],
    );
  });

  it("keeps versions, encrypts, asks for TLS, ends what is not published, and lets in only the site's own origin", async () => {
    const { buckets } = await evaluateProduct("production");

    for (const bucket of buckets) {
      expect(bucket).toMatchObject({ versioning: true, encryption: "AES256", enforceHttps: true });
      // The lake's files are nothing that a browser asks for, and a table stays until somebody removes it.
      const isLake = bucket.id === "Lake";
      expect(bucket.cors.flatMap(({ allowedOrigins }) => allowedOrigins)).toEqual(isLake ? [] : ["http://localhost:4000"]);
      expect(bucket.lifecycle.find(({ abortMultipartDays }) => abortMultipartDays === 1)).toBeDefined();
      expect(bucket.lifecycle.find(({ noncurrentDays }) => noncurrentDays !== null)).toBeDefined();
      expect(bucket.lifecycle.some(({ expirationDays }) => expirationDays !== null)).toBe(!isLake);
    }
  });

  it("links no function to the session secret, and none to what it does not use", async () => {
    const { functions } = await evaluateProduct("local");

    expect(Object.fromEntries(functions.map(({ id, links }) => [id, links]))).toMatchObject({
      SocketConnect: ["Connections", "Settings"],
      Notify: ["Connections", "Realtime", "Settings"],
      AcceptUpload: ["Uploads", "Jobs", "Workspaces", "Work", "Analysis", "Notices", "Alerts", "Settings"],
      Alert: ["Jobs", "Workspaces", "Alerts", "AlertEmailTopic", "Settings"],
    });
    expect(functions.filter(({ links }) => links.includes("SessionSecret"))).toEqual([]);
    const granted = functions.flatMap(({ permissions }) => permissions.filter(({ effect }) => effect !== "deny"));
    const actions = granted.flatMap((permission) => permission.actions);
    expect(actions.filter((action) => action.endsWith("*"))).toEqual([]);
  });

  it("protects production, shuts its doors to guests, and gives tests short clocks", async () => {
    const [production, test] = await Promise.all([evaluateProduct("production"), evaluateProduct("test-clocks")]);

    expect(production.app).toEqual({ name: "sluice", stage: "production", removal: "retain", protect: true });
    expect(production.resources.Settings).toMatchObject({ guests: false, leaseSeconds: 120 });
    expect(production.tables.every(({ deletionProtection }) => deletionProtection)).toBe(true);
    expect(test.resources.Settings).toMatchObject({ guests: true, leaseSeconds: 6, heartbeatSeconds: 1 });
  });

  it("has the types of sst-env.d.ts", async () => {
    const committed = await readFile(join(root, "sst-env.d.ts"), "utf8");
    const { resources } = await evaluateProduct("local");

    expect(committed).toBe(resourceTypes(resources));
  });
});

describe("a config with something this machine cannot do", () => {
  it.each([
    ["a component", `new sst.aws.Vpc("Net")`, "local/sst has no sst.aws.Vpc"],
    ["an argument", `new sst.aws.Queue("Q", { fifo: true })`, /sst\.aws\.Queue "Q"[\s\S]*fifo/],
    ["a nested argument", `new sst.aws.Queue("Q", { transform: { queue: { policy: "x" } } })`, /"Q"[\s\S]*policy/],
    ["an aws resource", `new aws.s3.BucketMetric("M", {})`, "local/sst has no aws.s3.BucketMetric"],
    ["a property", `new sst.aws.Queue("Q").nodes.policy`, "local/sst has no Q.nodes.policy"],
    ["a global", `$transform(sst.aws.Queue, () => {})`, "$transform is not defined"],
    ["a bucket open to every origin", `new sst.aws.Bucket("B")`, /sst\.aws\.Bucket "B"/],
    ["a schedule", `new sst.aws.CronV2("C", { function: "arn:x", schedule: "cron(0 1 * * ? *)" })`, /"C"[\s\S]*only rate/],
    ["the same id twice", `new sst.aws.Queue("Q"); new sst.aws.Queue("Q")`, `Two components are named "Q"`],
  ])("is refused by name: %s", async (_, run, message) => {
    await expect(evaluateRun(run)).rejects.toThrow(message);
  });

  it("declares what it does understand", async () => {
    const graph = await evaluateRun(`
      const dead = new sst.aws.Queue("Dead");
      const queue = new sst.aws.Queue("Q", { visibilityTimeout: "2 minutes", dlq: { queue: dead.arn, retry: 2 } });
      const consumer = new sst.aws.Function("Fn", { handler: "fn.handler", timeout: "3 seconds", memory: "1 GB", link: [queue] });
      queue.subscribe(consumer.arn, { batch: { size: 3, window: "1 second" } });
    `);

    expect(graph.queues[1]).toMatchObject({
      name: "fixture-test-Q",
      visibilitySeconds: 120,
      deadLetters: { queue: "Dead", maxReceives: 2 },
    });
    expect(graph.functions[0]).toMatchObject({ handler: "fn.handler", timeoutSeconds: 3, memoryMegabytes: 1024, links: ["Q"] });
    expect(graph.subscriptions).toEqual([
      { queue: "Q", function: "Fn", batchSize: 3, windowSeconds: 1, partialResponses: false, maximumConcurrency: 1000 },
    ]);
  });
});
