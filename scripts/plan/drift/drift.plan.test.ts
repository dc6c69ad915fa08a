import { beforeAll, describe, expect, it } from "vitest";
import type { Plan, PlannedResource } from "../planned-resource.ts";
import { plannedStage } from "../planned-stage.ts";
import { evaluateOnLaptop, findDrift } from "./find-drift.ts";
import { graphOfLaptop } from "./graph-of-laptop.ts";
import { graphOfPlan } from "./graph-of-plan.ts";
import { listDifferences } from "./list-differences.ts";
import { onlyOnAws } from "./only-on-aws.ts";
import { type Inputs, oneChangeEach } from "./testing/one-change-each.ts";

const everySetting = {
  SLUICE_DOMAIN: "files.example.com",
  SLUICE_ALARM_EMAIL: "operator@example.com",
  SLUICE_ALERT_EMAIL: "team@example.com",
  SLUICE_PARTNERS: "acme=ws_00000000000000000000000000=111122223333",
  SLUICE_MONTHLY_BUDGET_DOLLARS: "70",
  SLUICE_KMS_KEY: "create",
  SLUICE_RESERVE_CONCURRENCY: "1",
};

describe("the laptop runs what the plan would create", () => {
  it.each([
    ["production", {}],
    ["pr-1", {}],
    ["ada", {}],
    ["production", everySetting],
  ])("for %s with %j", async (stage, settings) => {
    const plan = await plannedStage(stage, settings);

    expect(await findDrift(plan, settings)).toEqual([]);
  });

  it("but for what some stage has and is known to be AWS's alone", async () => {
    const plans = await Promise.all([plannedStage("pr-1"), plannedStage("production", everySetting)]);

    const lines = plans.flatMap((plan) =>
      onlyOnAws(plan).map(({ type, name = "", covers }) => [`${type} ${name}`, plan.resources.some(covers)]),
    );

    const used = new Set(lines.filter(([, isUsed]) => isUsed).map(([line]) => line));
    expect(lines.map(([line]) => line).filter((line) => !used.has(line))).toEqual([]);
  });

  it("and sst-env.d.ts is what SST would write", async () => {
    const plan = await plannedStage("production");
    const links = { ...plan.links, Work: { ...plan.links.Work, arn: "arn:aws:sqs" } };

    const drift = await findDrift({ ...plan, links });

    expect(drift).toContainEqual(
      expect.stringMatching(/^sst-env\.d\.ts: line \d+ is ""type": "sst\.aws\.Queue"", SST would write ""arn": string"$/),
    );
  });
});

describe("a plan with one thing otherwise", () => {
  let plan: Plan;
  let laptop: ReturnType<typeof graphOfLaptop>;
  const drift = (changed: Plan) => {
    const { graph, problems } = graphOfPlan(changed);
    return [...problems, ...listDifferences(graph, laptop)];
  };
  const isNamed = (resource: string) => {
    const [kind, pattern = ""] = resource.split(" ");
    return ({ type, name }: PlannedResource) =>
      type.endsWith(`:${kind}`) && (pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern);
  };
  beforeAll(async () => {
    plan = await plannedStage("production");
    laptop = graphOfLaptop(await evaluateOnLaptop(plan));
  });

  it.each(oneChangeEach)("differs by just that: %s", (_, named, change, line) => {
    const resources = plan.resources.map((resource) => {
      if (!isNamed(named)(resource)) return resource;
      const { inputs } = resource;
      const changed = typeof change === "function" ? change(inputs) : change;
      return { ...resource, inputs: JSON.parse(JSON.stringify({ ...inputs, ...changed })) as Inputs };
    });

    expect(drift({ ...plan, resources })).toEqual([line]);
  });

  it.each([
    ["a link", "RunJob", { links: {} }, "function RunJob: links Uploads only on the laptop"],
    ["a handler", "RunJob", { handler: "a.handler" }, "function RunJob: handler a.handler on AWS, functions/run-job.handler on the laptop"],
    ["a link of the site", "WebServerUseast1", { links: {} }, "site Web: links Uploads only on the laptop"],
  ])("differs by %s", (_, id, change, line) => {
    const built = plan.functions[id] ?? { handler: "", links: {}, bundle: { minify: false, splitting: false, install: [] } };

    expect(drift({ ...plan, functions: { ...plan.functions, [id]: { ...built, ...change } } })).toContain(line);
  });

  it.each([
    [
      "in the app",
      { app: { name: "sluice", removal: "remove", protect: true } },
      "app sluice: removal remove on AWS, retain on the laptop",
    ],
    ["in what a resource shows", { links: {} }, "resource Settings: only on the laptop"],
  ])("differs %s", (_, change, line) => {
    expect(drift({ ...plan, ...change })).toContain(line);
  });

  it("differs by an input that nobody has thought of", () => {
    const resources = plan.resources.map((resource) => {
      return resource.name === "WorkQueue" ? { ...resource, inputs: { ...resource.inputs, fifoThroughputLimit: "perQueue" } } : resource;
    });

    expect(drift({ ...plan, resources })).toContain("aws:sqs/queue:Queue WorkQueue: not understood: fifoThroughputLimit");
  });

  it("differs by whatever nobody has placed yet", () => {
    const stranger = { type: "aws:ec2/vpc:Vpc", name: "Net", inputs: {} };

    expect(drift({ ...plan, resources: [...plan.resources, stranger] })).toEqual([
      "aws:ec2/vpc:Vpc Net: neither compared nor known to be AWS's alone",
    ]);
  });

  it("differs by a second thing where one counts", () => {
    const twice = plan.resources.filter(({ type }) => /BucketNotification$|EventSourceMapping$/.test(type));
    const second = twice.map((resource) => ({ ...resource, name: `${resource.name}Again` }));

    expect(drift({ ...plan, resources: [...plan.resources, ...second] })).toEqual([
      "bucket Uploads: aws:s3/bucketNotification:BucketNotification stands twice, the second time as UploadsNotificationAgain",
      "subscription Alerts to Alert: there are two",
      "subscription Analysis to Analyse: there are two",
      "subscription Notices to Notify: there are two",
      "subscription Queries to Query: there are two",
      "subscription UploadEvents to AcceptUpload: there are two",
      "subscription Work to RunJob: there are two",
    ]);
  });
});
