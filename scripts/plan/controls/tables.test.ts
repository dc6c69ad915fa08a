import { expect, test } from "vitest";
import { planned, problemsOf, samplePlan } from "./testing/sample-plan.ts";

const tableOf = (inputs: Record<string, unknown>) => samplePlan([planned("aws:dynamodb/table:Table", "Jobs", inputs)]);

test("a table is restored to any moment of 35 days, which is what DynamoDB takes where nobody says", () => {
  expect(problemsOf("table-recovery", tableOf({ pointInTimeRecovery: { enabled: true } }))).toEqual([]);
  expect(problemsOf("table-recovery", tableOf({ pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 7 } }))).toEqual([
    "Jobs: It can be restored to fewer days than 35.",
  ]);
  expect(problemsOf("table-recovery", tableOf({}))).toEqual(["Jobs: Its point-in-time recovery is not on."]);
});

test("encryption must be said: DynamoDB's own key is none of KMS", () => {
  expect(problemsOf("table-encryption", tableOf({ serverSideEncryption: { enabled: true } }))).toEqual([]);
  expect(problemsOf("table-encryption", tableOf({}))).toEqual(["Jobs: Its encryption by KMS is not on."]);
});
