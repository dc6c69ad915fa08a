import { describe, expect, test } from "vitest";
import { plannedStage } from "../plan/planned-stage.ts";
import { type DeployedEnvironment, isAllowed, parseDeployerRole, type Request, readTemplate } from "./deployer-permissions.ts";
import { requestsFor } from "./deployer-requests.ts";

const subjectPrefix = "repo:acme@1/sluice@2";
const stages: [DeployedEnvironment, string, Record<string, string>][] = [
  [
    "production",
    "production",
    {
      SLUICE_ALARM_EMAIL: "ops@example.com",
      SLUICE_DOMAIN: "sluice.example.com",
      SLUICE_KMS_KEY: "create",
      SLUICE_ALERT_EMAIL: "team@example.com",
      SLUICE_PARTNERS: "acme=ws_00000000000000000000000000=111122223333",
    },
  ],
  ["preview", "pr-1", {}],
];

function roleOf(environment: DeployedEnvironment, text = readTemplate()) {
  return parseDeployerRole(text, environment, subjectPrefix);
}

const asked = new Map<string, Promise<Request[]>>();

/** Planned once for each stage: a plan takes its time. */
function requestsOf(stage: string, settings: Record<string, string>): Promise<Request[]> {
  const known = asked.get(stage);
  if (known !== undefined) return known;
  const requests = plannedStage(stage, settings).then(({ resources }) => resources.flatMap(requestsFor));
  asked.set(stage, requests);
  return requests;
}

async function refused(environment: DeployedEnvironment, stage: string, settings = {}, text = readTemplate()): Promise<Request[]> {
  const { permissions } = roleOf(environment, text);
  const requests = await requestsOf(stage, settings);
  return requests.filter((request) => !isAllowed(permissions, request));
}

describe("the role that workflows deploy with", () => {
  test.each(stages)("may make all that the plan of %s (%s, %o) has", { timeout: 300_000 }, async (environment, stage, settings) => {
    expect(await refused(environment, stage, settings)).toEqual([]);
  });

  test("is missed where one of its permissions is gone", { timeout: 300_000 }, async () => {
    const text = readTemplate();
    for (const gone of [
      "scheduler:*, ",
      ", athena:*",
      "glue:*Database, ",
      "- iam:*RolePolicy\n",
      "- cloudfront:*\n",
      "- logs:*LogDelivery\n",
    ]) {
      expect(text).toContain(gone);
      expect(await refused("preview", "pr-1", {}, text.replace(gone, "\n".repeat(gone.split("\n").length - 1)))).not.toEqual([]);
    }
  });

  test("fits into one managed policy", () => {
    const { permissions } = roleOf("production");
    expect(JSON.stringify(permissions).length).toBeLessThan(6144);
  });

  test.each<[DeployedEnvironment, Request]>([
    [
      "preview",
      { action: "dynamodb:DeleteTable", resource: "arn:aws:dynamodb:us-east-1:123456789012:table/sluice-production-JobsTable-a" },
    ],
    ["preview", { action: "glue:DeleteDatabase", resource: "arn:aws:glue:us-east-1:123456789012:database/sluice_production_lake" }],
    [
      "preview",
      { action: "athena:DeleteWorkGroup", resource: "arn:aws:athena:us-east-1:123456789012:workgroup/sluice-production-lake-queries" },
    ],
    ["production", { action: "glue:DeleteDatabase", resource: "arn:aws:glue:us-east-1:123456789012:database/somebody_elses" }],
    ["preview", { action: "s3:GetObject", resource: "arn:aws:s3:::sluice-production-uploadsbucket-a/uploads/w/j/0" }],
    ["preview", { action: "s3:GetObject", resource: "arn:aws:s3:::sst-state-a/secret/sluice/production.json" }],
    ["preview", { action: "ssm:GetParameter", resource: "arn:aws:ssm:us-east-1:123456789012:parameter/sst/passphrase/sluice/production" }],
    ["preview", { action: "iam:PutRolePolicy", resource: "arn:aws:iam::123456789012:role/sluice-production-RunJobRole-a" }],
    ["preview", { action: "iam:PassRole", resource: "arn:aws:iam::123456789012:role/sluice-deployer-production" }],
    ["production", { action: "iam:AttachRolePolicy", resource: "arn:aws:iam::123456789012:role/sluice-deployer-production" }],
    ["production", { action: "iam:CreateUser", resource: "arn:aws:iam::123456789012:user/x" }],
    ["production", { action: "iam:UpdateOpenIDConnectProviderThumbprint", resource: "*" }],
    ["production", { action: "kms:ScheduleKeyDeletion", resource: "*", context: { "aws:ResourceTag/sst:app": "other" } }],
    ["production", { action: "s3:DeleteBucket", resource: "arn:aws:s3:::somebody-elses" }],
  ])("%s may not %o", (environment, request) => {
    expect(isAllowed(roleOf(environment).permissions, request)).toBe(false);
  });

  test.each<[string, string, boolean]>([
    ["its environment", `${subjectPrefix}:environment:production`, true],
    ["another environment", `${subjectPrefix}:environment:preview`, false],
    ["a branch", `${subjectPrefix}:ref:refs/heads/main`, false],
    ["a pull request", `${subjectPrefix}:pull_request`, false],
    ["another repository under the same name", "repo:acme@9/sluice@9:environment:production", false],
  ])("is trusted to %s: %s → %s", (_, subject, trusted) => {
    const context = {
      "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
      "token.actions.githubusercontent.com:sub": subject,
    };
    expect(isAllowed(roleOf("production").trust, { action: "sts:AssumeRoleWithWebIdentity", resource: "*", context })).toBe(trusted);
  });
});
