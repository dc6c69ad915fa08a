import { type Control, checkEach, isProduction, unless } from "./control.ts";

const tableType = "aws:dynamodb/table:Table";

export const tableControls: Control[] = [
  {
    id: "table-encryption",
    title: "Every table is encrypted by a key in KMS",
    sources: ["CT.DYNAMODB.PR.2"],
    check: (plan) =>
      checkEach(plan, tableType, ({ inputs }) =>
        unless((inputs.serverSideEncryption as { enabled?: boolean } | undefined)?.enabled === true, "Its encryption by KMS is not on."),
      ),
  },
  {
    id: "table-recovery",
    title: "Every table of production can be restored to any moment of the last 35 days",
    sources: ["DynamoDB.2", "CT.DYNAMODB.PR.1", "CKV_AWS_28"],
    appliesTo: isProduction,
    check: (plan) =>
      checkEach(plan, tableType, ({ inputs }) => {
        const recovery = inputs.pointInTimeRecovery as { enabled?: boolean; recoveryPeriodInDays?: number } | undefined;
        if (recovery?.enabled !== true) return ["Its point-in-time recovery is not on."];
        return unless((recovery.recoveryPeriodInDays ?? 35) === 35, "It can be restored to fewer days than 35.");
      }),
  },
  {
    id: "table-deletion-protection",
    title: "No table of production is deleted by accident",
    sources: ["DynamoDB.6"],
    appliesTo: isProduction,
    check: (plan) =>
      checkEach(plan, tableType, ({ inputs }) => unless(inputs.deletionProtectionEnabled === true, "Nothing protects it from deletion.")),
  },
  {
    id: "table-capacity",
    title: "Every table grows with demand",
    sources: ["DynamoDB.1"],
    check: (plan) =>
      checkEach(plan, tableType, ({ inputs }) => unless(inputs.billingMode === "PAY_PER_REQUEST", "Its capacity is fixed in advance.")),
  },
];
