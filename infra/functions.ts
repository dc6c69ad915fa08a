import { keyArn } from "./encryption.ts";
import { account, stage } from "./settings.ts";

/** Functions of this stage, for whoever watches over them. */
export const functions: { id: string; name: $util.Output<string>; timeoutSeconds: number }[] = [];

export const logGroups: $util.Output<string>[] = [];

interface Permission {
  /** Denying has the last word, over what a link allows too. */
  effect?: "allow" | "deny";
  actions: string[];
  resources: $util.Input<string>[];
}

interface FunctionArgs {
  handler: string;
  timeoutSeconds: number;
  memory: sst.aws.FunctionArgs["memory"];
  /** Scratch disk beyond the 512 MB that every function has. */
  storage?: sst.aws.FunctionArgs["storage"];
  /** Packages with native code: beside the bundle, for Lambda's own machine, in the version that package.json has. */
  install?: string[];
  link: unknown[];
  permissions?: Permission[];
  /** Taken from the account's concurrency, where the stage reserves at all. */
  reservedConcurrency?: number;
  /** Of asynchronous calls, which then wait for a minute at most. A function that queues or routes call has none. */
  retries?: number;
}

/** A Lambda of this product; `handler` names the export, the links what it may use. */
export function createFunction(id: string, { timeoutSeconds, permissions = [], reservedConcurrency, install = [], ...args }: FunctionArgs) {
  const base = createLambdaBase(id);
  const created = new sst.aws.Function(id, {
    ...args,
    ...base,
    runtime: "nodejs24.x",
    architecture: "arm64",
    timeout: `${timeoutSeconds} seconds`,
    // What is loaded when it is first needed stays in files of its own; docs/functions.md has what that is worth.
    nodejs: { minify: true, splitting: true, install },
    permissions: [...base.permissions, ...permissions],
    transform: { ...base.transform, ...(args.retries === undefined ? {} : { eventInvokeConfig: { maximumEventAgeInSeconds: 60 } }) },
    concurrency: account.reserveConcurrency && reservedConcurrency ? { reserved: reservedConcurrency } : undefined,
  });
  functions.push({ id, name: created.name, timeoutSeconds });
  return created;
}

/**
 * What every Lambda has, the site's included: a log group of its own and the right to write there and nowhere else, traces, and
 * a role that Lambda alone may assume.
 */
export function createLambdaBase(id: string) {
  const logs = new aws.cloudwatch.LogGroup(`${id}Logs`, {
    name: `/aws/lambda/${$app.name}-${$app.stage}-${id}`,
    retentionInDays: stage.logRetentionDays,
    kmsKeyId: keyArn,
  });
  logGroups.push(logs.name);
  return {
    logging: { logGroup: logs.name, format: "json" as const },
    permissions: [
      { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [$interpolate`${logs.arn}:*`] },
      // X-Ray knows no resources.
      { actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], resources: ["*"] },
    ],
    transform: {
      function: { tracingConfig: { mode: "Active" } },
      role: { ...trustLambda(), managedPolicyArns: [] },
    },
  };
}

/** SST's own trust policy admits the whole account, which only `sst dev` needs: there the function runs on the developer's machine. */
function trustLambda() {
  if ($dev) return {};
  const statement = { actions: ["sts:AssumeRole"], principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }] };
  return { assumeRolePolicy: aws.iam.getPolicyDocumentOutput({ statements: [statement] }).json };
}
