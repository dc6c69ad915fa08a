import { expect, test } from "vitest";
import { exceptions } from "./exceptions.ts";
import { checkPlan, controls } from "./index.ts";
import { printControls } from "./print-controls.ts";
import { samplePlan } from "./testing/sample-plan.ts";

test.each(controls.map((control) => [control.id, control] as const))("%s does not pass on a plan of nothing", (_, control) => {
  const empty = samplePlan([], { app: { name: "sluice", removal: "remove", protect: false } });

  expect(control.check(empty).length).toBeGreaterThan(0);
});

test("every control has a name of its own, and every source is an id that is published or a page", () => {
  const published = /^(CT\.[A-Z0-9]+\.PR\.\d+|CKV2?_AWS_\d+|[A-Z][A-Za-z0-9]+\.\d+|[EW]S\d{4}|https:\/\/\S+)$/;

  expect(new Set(controls.map(({ id }) => id)).size).toBe(controls.length);
  for (const { id, title, sources } of controls) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(title, id).not.toMatch(/[.]$/);
    for (const source of sources) expect(source, id).toMatch(published);
  }
});

test("the controls that the product promises are there by their published ids", () => {
  const ids = new Set(controls.flatMap(({ sources }) => sources));
  const promised = [
    ...["S3.1", "S3.2", "S3.3", "S3.5", "S3.8", "S3.12", "S3.13", "CT.S3.PR.11", "CKV2_AWS_61"],
    ...["SQS.1", "SQS.3", "CT.DYNAMODB.PR.2", "DynamoDB.2", "DynamoDB.6", "CKV_AWS_145"],
    ...["CKV_AWS_82", "CKV_AWS_159", "Athena.4"],
    ...["CT.CLOUDWATCH.PR.2", "CKV_AWS_50", "APIGateway.1", "APIGateway.9"],
  ];

  expect(promised.filter((id) => !ids.has(id))).toEqual([]);
});

test("every exception is of a control that exists, and says why", () => {
  const ids = new Set(controls.map(({ id }) => id));

  for (const { control, reason } of exceptions) {
    expect(ids).toContain(control);
    expect(reason, control).toMatch(/^.{40,}\.$/);
  }
});

test("a plan of nothing keeps no promise, and its exceptions except nothing", () => {
  const verdicts = checkPlan(samplePlan());

  expect(verdicts.at(-1)?.findings.map(({ problem }) => problem)).toContain(
    "The exception of bucket-kept for ^WebAssetsBucket$ excepts nothing.",
  );
});

test("people read what is wrong, where, and under which ids others know the rule", () => {
  const verdicts = checkPlan(samplePlan());
  const text = printControls(verdicts);

  expect(text).toContain(`${verdicts.length} controls: `);
  expect(text).toContain("  ~ The account blocks public access to every bucket (S3.1)\n");

  expect(text).toContain(
    "✗ Every bucket blocks public access by all four switches (S3.8, CT.S3.PR.1, CKV2_AWS_6)\n      production: The plan is without any Bucket.",
  );
  expect(text).toMatch(/Excepted\n {2}account-public-access-block \(production\)\n {6}The switch is the account's/);
});
