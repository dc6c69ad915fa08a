import { beforeAll, describe, expect, test } from "vitest";
import type { Plan } from "../planned-resource.ts";
import { plannedStage } from "../planned-stage.ts";
import { checkPlan, controls } from "./index.ts";
import { keyMutations, mutations } from "./testing/mutations.ts";

const findingsOf = (plan: Plan) => checkPlan(plan).flatMap(({ findings }) => findings);

/** The controls that find something once a plan was changed. */
function brokenBy(mutate: (plan: Plan) => void, plan: Plan): string[] {
  const changed = structuredClone(plan);
  mutate(changed);
  return [...new Set(findingsOf(changed).map(({ control }) => control))];
}

describe.each(["production", "pr-1", "ada"])("stage %s", (stage) => {
  test("keeps every control", async () => {
    expect(findingsOf(await plannedStage(stage))).toEqual([]);
  });
});

describe("a change of production that breaks one control", () => {
  let production: Plan;
  beforeAll(async () => {
    production = await plannedStage("production");
  });

  test.each(Object.entries(mutations))("%s finds it, and no other does", (id, mutate) => {
    expect(brokenBy(mutate, production)).toEqual([id]);
  });

  test("an exception that excepts nothing is found", () => {
    const blocked = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
    const type = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
    const block = (plan: Plan) => plan.resources.push({ type, name: "AccountPublicAccessBlock", inputs: blocked });

    expect(brokenBy(block, production)).toEqual(["exceptions-used"]);
  });

  test("what is excepted has a reason, and is little", () => {
    const excepted = checkPlan(production).filter(({ excepted }) => excepted.length > 0);

    expect(excepted.map(({ control }) => control.id).sort()).toEqual([
      "access-own-policies",
      "access-resources",
      "account-public-access-block",
      "alarm-functions",
      "alarm-heard",
      "bucket-customer-key",
      "bucket-kept",
      "function-architecture",
      "function-log-group",
      "function-no-secrets",
      "function-tracing",
      "log-customer-key",
      "queue-customer-key",
      "secrets-kept",
      "socket-authorization",
      "table-customer-key",
      "topic-customer-key",
      "workgroup-customer-key",
    ]);
  });
});

describe("production with a key, a partner, and somebody who hears alarms", () => {
  let production: Plan;
  beforeAll(async () => {
    production = await plannedStage("production", {
      SLUICE_KMS_KEY: "create",
      SLUICE_ALARM_EMAIL: "operator@example.com",
      SLUICE_ALERT_EMAIL: "team@example.com",
      SLUICE_PARTNERS: "acme=ws_00000000000000000000000000=111122223333",
    });
  });

  test("keeps every control, with fewer exceptions", () => {
    expect(findingsOf(production)).toEqual([]);
    const excepted = checkPlan(production).flatMap(({ excepted }) =>
      excepted.map(({ finding }) => `${finding.control} ${finding.resource}`),
    );
    expect(excepted.filter((line) => /customer-key|alarm-heard/.test(line))).toEqual(["bucket-customer-key WebAssetsBucket"]);
  });

  test.each(Object.entries(keyMutations))("%s finds a change that breaks it, and no other does", (id, mutate) => {
    expect(brokenBy(mutate, production)).toEqual([id]);
  });
});

test("every control is broken by a change, but for the one that is the account's", () => {
  const broken = [...Object.keys(mutations), ...Object.keys(keyMutations), "account-public-access-block"];

  expect(broken.sort()).toEqual(controls.map(({ id }) => id).sort());
});
