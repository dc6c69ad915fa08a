import type { Plan, PlannedResource } from "../planned-resource.ts";
import { type PolicyStatement, statementsOfRole } from "../policy-statements.ts";
import { type Control, checkAll, checkEach, onlyOne, resourcesOf, unless } from "./control.ts";

const workgroupType = "aws:athena/workgroup:Workgroup";
const tebibyte = 1024 ** 4;

export interface WorkgroupConfiguration {
  enforceWorkgroupConfiguration?: boolean;
  bytesScannedCutoffPerQuery?: number;
  publishCloudwatchMetricsEnabled?: boolean;
  resultConfiguration?: {
    outputLocation?: string;
    encryptionConfiguration?: { encryptionOption?: string; kmsKeyArn?: string };
  };
}

export function configurationOf({ inputs }: PlannedResource): WorkgroupConfiguration {
  return (inputs.configuration ?? {}) as WorkgroupConfiguration;
}

function checkWorkgroups(plan: Plan, problemsOf: (configuration: WorkgroupConfiguration) => string[]) {
  return checkEach(plan, workgroupType, (workgroup) => problemsOf(configurationOf(workgroup)));
}

/** Whether answers go to a bucket of the plan, under a prefix whose objects come to an end. */
function endsAnswers(plan: Plan, location: string): boolean {
  const [, bucket, prefix = ""] = /^s3:\/\/([^/]+)\/(.*)$/.exec(location) ?? [];
  const lifecycle = onlyOne<{ rules: { status?: string; filter?: { prefix?: string }; expiration?: { days?: number } }[] }>(
    plan,
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    (inputs) => inputs.bucket === bucket,
  );
  return (lifecycle?.rules ?? []).some(
    ({ status, filter, expiration }) =>
      status === "Enabled" && expiration?.days !== undefined && prefix !== "" && prefix.startsWith(filter?.prefix ?? ""),
  );
}

const changesTables = /^glue:(Create|Update|Delete|Batch(Create|Update|Delete))/;
const changesObjects = ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"];

const asks = ({ effect, actions }: PolicyStatement) => effect === "Allow" && actions.includes("athena:StartQueryExecution");

/** Roles that may run a query on Athena, and with it what people write. */
function asking(plan: Plan): PlannedResource[] {
  return resourcesOf(plan, "aws:iam/role:Role").filter((role) => statementsOfRole(plan, role).some(asks));
}

/** What the role may still change in the lake once everything that it is refused is taken off. */
function changesLake(plan: Plan, role: PlannedResource): string[] {
  const [lake] = resourcesOf(plan, "aws:s3/bucket:Bucket").filter(({ name }) => name === "LakeBucket");
  const objects = `arn:aws:s3:::${String(lake?.inputs.bucket)}/*`;
  const statements = statementsOfRole(plan, role).filter(({ resources }) => resources.includes(objects));
  const said = (effect: PolicyStatement["effect"]) =>
    statements
      .filter((statement) => statement.effect === effect && Object.keys(statement.conditions).length === 0)
      .flatMap(({ actions }) => actions);
  return changesObjects.filter((action) => said("Allow").includes(action) && !said("Deny").includes(action));
}

export const lakeControls: Control[] = [
  {
    id: "workgroup-enforced",
    title: "No query can put aside what its workgroup says of limits, encryption and where answers go",
    sources: ["CKV_AWS_82"],
    check: (plan) =>
      checkWorkgroups(plan, ({ enforceWorkgroupConfiguration }) =>
        unless(enforceWorkgroupConfiguration === true, "A query may say otherwise."),
      ),
  },
  {
    id: "workgroup-limit",
    title: "A query that reads a tebibyte is stopped before",
    sources: ["https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html"],
    check: (plan) =>
      checkWorkgroups(plan, ({ bytesScannedCutoffPerQuery = Number.POSITIVE_INFINITY }) =>
        unless(bytesScannedCutoffPerQuery < tebibyte, "Nothing stops a query that reads too much."),
      ),
  },
  {
    id: "workgroup-encryption",
    title: "Answers of Athena are encrypted",
    sources: ["CKV_AWS_159"],
    check: (plan) =>
      checkWorkgroups(plan, ({ resultConfiguration }) =>
        unless(
          /^(SSE_S3|SSE_KMS)$/.test(resultConfiguration?.encryptionConfiguration?.encryptionOption ?? ""),
          "It does not say how answers are encrypted.",
        ),
      ),
  },
  {
    id: "workgroup-answers-end",
    title: "Answers of Athena lie in a bucket of the plan, and come to an end there",
    sources: ["https://docs.aws.amazon.com/athena/latest/ug/querying.html"],
    check: (plan) =>
      checkWorkgroups(plan, ({ resultConfiguration }) =>
        unless(endsAnswers(plan, resultConfiguration?.outputLocation ?? ""), "Its answers are kept for ever, or elsewhere."),
      ),
  },
  {
    id: "workgroup-metrics",
    title: "What Athena reads is counted",
    sources: ["Athena.4"],
    check: (plan) =>
      checkWorkgroups(plan, ({ publishCloudwatchMetricsEnabled }) =>
        unless(publishCloudwatchMetricsEnabled === true, "It publishes no metrics."),
      ),
  },
  {
    id: "lake-read-only-for-sql",
    title: "Who runs people's SQL may change neither the lake nor its catalogue",
    sources: ["https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_least_privileges.html"],
    check: (plan) =>
      checkAll(plan, asking(plan), "anything that asks Athena", (role) => {
        const allowed = statementsOfRole(plan, role).filter(({ effect }) => effect === "Allow");
        const tables = allowed.flatMap(({ actions }) => actions).filter((action) => changesTables.test(action));
        return [...changesLake(plan, role), ...tables].map((action) => `It may ${action}.`);
      }),
  },
];
