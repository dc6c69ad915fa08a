import { glob, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { evaluate } from "./evaluate.ts";
import type { Graph } from "./graph.ts";

const root = join(import.meta.dirname, "../..");
const runbooks = join(root, "docs/runbooks");
const places = {
  region: "us-east-1",
  accountId: "000000000000",
  sqsUrl: "http://127.0.0.1:4002",
  webUrl: "http://localhost:4000",
  socketUrl: "ws://127.0.0.1:4004",
  socketManagementEndpoint: "http://127.0.0.1:4004",
  secret: (id: string) => `the value of ${id}, which is long enough`,
};

function evaluateStage(stage: string): Promise<Graph> {
  return evaluate({ file: join(root, "sst.config.ts"), stage, places });
}

interface AlarmArgs {
  name: string;
  alarmDescription: string;
  dimensions?: Record<string, string>;
}

function alarmsOf({ declared }: Graph): AlarmArgs[] {
  return declared.filter(({ type }) => type === "aws.cloudwatch.MetricAlarm").map(({ args }) => args as unknown as AlarmArgs);
}

function kindOf({ alarmDescription }: AlarmArgs): string {
  return /docs\/runbooks\/(.+)\.md$/.exec(alarmDescription)?.[1] ?? `no runbook: ${alarmDescription}`;
}

/** Kinds of the alarms that look at one thing, by the name that AWS knows it by. */
function kindsFor(graph: Graph, physicalName: string): string[] {
  const about = alarmsOf(graph).filter(({ dimensions = {} }) => Object.values(dimensions).includes(physicalName));
  return about.map(kindOf).sort();
}

afterEach(() => vi.unstubAllEnvs());

describe("alarms and runbooks", () => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await evaluateStage("production");
  });

  it("every kind of alarm has its page, and every page its alarm", async () => {
    const pages = (await readdir(runbooks)).filter((file) => file !== "README.md").sort();

    const kinds = new Set([...alarmsOf(graph).map(kindOf), "monthly-budget"]);
    expect([...kinds].map((kind) => `${kind}.md`).sort()).toEqual(pages);
  });

  it("every page says what it means, how to look, what to do and when to let it be, and the first page leads to it", async () => {
    const first = await readFile(join(runbooks, "README.md"), "utf8");
    for (const file of (await readdir(runbooks)).filter((name) => name !== "README.md")) {
      const page = await readFile(join(runbooks, file), "utf8");

      expect([file, ...(page.match(/^#+ .*$/gm) ?? [])]).toEqual([
        file,
        `# ${file.replace(".md", "")}`,
        "## What it means",
        "## Look",
        "## Do",
        "## Let it be when",
      ]);
      expect(first).toContain(`](${file})`);
    }
  });

  it("pages name log groups, functions, queues and tables that exist", async () => {
    const groups = graph.declared.filter(({ type }) => type === "aws.cloudwatch.LogGroup").map(({ id }) => id.replace(/Logs$/, ""));
    const known = new Set([
      ...groups,
      ...graph.functions.map(({ id }) => `${id}Function`),
      ...graph.queues.map(({ id }) => `${id}Queue`),
      ...graph.tables.map(({ id }) => `${id}Table`),
      ...graph.crons.map(({ id }) => id),
      ...graph.sockets.map(({ id }) => id),
    ]);
    for (const file of await readdir(runbooks)) {
      const page = await readFile(join(runbooks, file), "utf8");
      const named = [...page.matchAll(/sluice-\$stage-([A-Z]\w+)|\bask ([A-Z]\w+) '/g)].map(([, resource, group]) => resource ?? group);

      expect({ file, unknown: named.filter((name) => !known.has(name ?? "")) }).toEqual({ file, unknown: [] });
    }
  });

  it("pages lead to pages that exist", async () => {
    const pages = await readdir(runbooks);
    for (const file of pages) {
      const page = await readFile(join(runbooks, file), "utf8");

      const targets = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
      expect({ file, missing: targets.filter((target) => !pages.includes(target)) }).toEqual({ file, missing: [] });
    }
  });

  it("pages ask for messages that the code writes", async () => {
    let written = "";
    for await (const file of glob("{core,aws,functions,app}/**/*.ts", { cwd: root })) written += await readFile(join(root, file), "utf8");
    for (const file of await readdir(runbooks)) {
      const page = await readFile(join(runbooks, file), "utf8");
      const lists = [...page.matchAll(/message (?:= |in \[)([^\]|\n]+)/g)].map(([, list = ""]) => list);
      const asked = lists.flatMap((list) => [...list.matchAll(/"([^"]+)"/g)].map(([, message = ""]) => message));

      expect({ file, unwritten: asked.filter((message) => !written.includes(`"${message}"`)) }).toEqual({ file, unwritten: [] });
    }
  });

  it("somebody is told of every queue, every dead letter, every function and every table", () => {
    for (const queue of graph.queues) {
      expect(kindsFor(graph, queue.name)).toEqual([queue.deadLetters ? "oldest-message" : "dead-letters"]);
    }
    const site = graph.sites.map(({ id }) => `sluice-production-${id}`);
    for (const name of [...graph.functions.map((node) => node.name), ...site]) {
      const kinds = kindsFor(graph, name).filter((kind) => kind !== "site-errors");
      expect([name, ...kinds]).toEqual([name, "function-duration", "function-errors", "function-throttles"]);
    }
    const sums = JSON.stringify(graph.declared);
    for (const { name } of graph.tables) expect(sums).toContain(`{"TableName":"${name}"`);
  });

  it("no two alarms have one name", () => {
    const names = alarmsOf(graph).map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
  });
});

describe("what a deployer's environment says", () => {
  const typesOf = ({ declared }: Graph) => new Set(declared.map(({ type }) => type));

  it("production is watched without a word; another stage once it has somebody to tell; the laptop never", async () => {
    const [production, preview] = await Promise.all([evaluateStage("production"), evaluateStage("pr-1")]);
    vi.stubEnv("SLUICE_ALARM_EMAIL", "ops@example.com");
    const [toldPreview, laptop] = await Promise.all([evaluateStage("pr-1"), evaluateStage("local")]);

    expect(alarmsOf(production).length).toBeGreaterThan(30);
    expect(typesOf(production)).toContain("aws.budgets.Budget");
    expect(alarmsOf(preview)).toEqual([]);
    expect(alarmsOf(toldPreview).length).toBe(alarmsOf(production).length);
    expect(toldPreview.declared.find(({ type }) => type === "aws.sns.TopicSubscription")?.args).toMatchObject({
      protocol: "email",
      endpoint: "ops@example.com",
    });
    expect(typesOf(toldPreview)).not.toContain("aws.budgets.Budget");
    expect(alarmsOf(laptop)).toEqual([]);
  });

  it("a customer's key encrypts buckets, queues, tables, logs and the topic, and rotates", async () => {
    vi.stubEnv("SLUICE_KMS_KEY", "create");

    const { buckets, queues, tables, declared } = await evaluateStage("production");

    expect(declared.find(({ type }) => type === "aws.kms.Key")?.args).toMatchObject({ enableKeyRotation: true });
    expect(buckets.map(({ encryption }) => encryption)).toEqual(["aws:kms", "aws:kms", "aws:kms"]);
    expect([...queues, ...tables].every(({ encrypted }) => encrypted)).toBe(true);
    for (const { args } of declared.filter(({ type }) => type === "aws.cloudwatch.LogGroup")) expect(args.kmsKeyId).toBeTruthy();
    expect(declared.find(({ type }) => type === "aws.sns.Topic")?.args.kmsMasterKeyId).toBeTruthy();
  });

  it("a domain is production's alone, and becomes the site's address", async () => {
    vi.stubEnv("SLUICE_DOMAIN", "files.example.com");

    const [production, preview, laptop] = await Promise.all(["production", "pr-1", "local"].map(evaluateStage));

    expect(production?.resources.Settings?.siteUrl).toBe("https://files.example.com");
    expect(preview?.resources.Settings?.siteUrl).toBe("");
    expect(laptop?.resources.Settings?.siteUrl).toBe("");
  });

  it("a variable that a workflow passes on empty counts as unset", async () => {
    for (const name of ["SLUICE_DOMAIN", "SLUICE_ALARM_EMAIL", "SLUICE_KMS_KEY", "SLUICE_MONTHLY_BUDGET_DOLLARS"]) vi.stubEnv(name, "");

    const { resources, declared } = await evaluateStage("production");

    expect(resources.Settings?.siteUrl).toBe("");
    expect(declared.find(({ type }) => type === "aws.budgets.Budget")?.args.limitAmount).toBe("50");
  });

  it.each([
    ["SLUICE_DOMAIN", "https://files.example.com"],
    ["SLUICE_ALARM_EMAIL", "nobody"],
    ["SLUICE_KMS_KEY", "yes"],
    ["SLUICE_MONTHLY_BUDGET_DOLLARS", "12.50"],
    ["SLUICE_RESERVE_CONCURRENCY", "true"],
  ])("%s with a wrong value stops the deployment by name", async (name, value) => {
    vi.stubEnv(name, value);

    await expect(evaluateStage("production")).rejects.toThrow(`${name} is "${value}"`);
  });
});
