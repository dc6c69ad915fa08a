import type { Plan } from "../planned-resource.ts";
import { isProduction, isWatched, resourcesOf } from "./control.ts";
import { bringsKey } from "./encryption.ts";

/** Something that a control finds and that stays as it is, for a reason. */
export interface Exception {
  control: string;
  resource: RegExp;
  /** Only of findings that say so. */
  problem?: RegExp;
  /** Without it: every stage. */
  appliesTo?(plan: Plan): boolean;
  reason: string;
}

const keyless = (plan: Plan) => !bringsKey(plan);
const open = (plan: Plan) => !isProduction(plan);

const keyOfAws =
  "Without SLUICE_KMS_KEY the service's own key encrypts it: a customer's key costs a dollar a month and a call for each use, which the account decides on.";
const atEdge =
  "It signs what CloudFront sends to the site, at the edge: Lambda@Edge has x86_64 only, no traces, no log groups but its own in the region of whoever calls, and alarms only there. It holds nothing and may do nothing.";

export const exceptions: Exception[] = [
  {
    control: "account-public-access-block",
    resource: /./,
    reason: "The switch is the account's, not a stage's: removing one stage would open the others. docs/deploy.md has the command.",
  },
  ...["bucket", "queue", "table", "log", "workgroup"].map(
    (kind): Exception => ({ control: `${kind}-customer-key`, resource: /./, appliesTo: keyless, reason: keyOfAws }),
  ),
  {
    control: "topic-customer-key",
    resource: /./,
    appliesTo: (plan) => isWatched(plan) && keyless(plan),
    reason:
      "Without SLUICE_KMS_KEY it is not encrypted, as alarms cannot publish under SNS's own key. What it carries are names of alarms, and nothing of users.",
  },
  {
    control: "bucket-customer-key",
    resource: /^WebAssetsBucket$/,
    appliesTo: bringsKey,
    reason: "It holds the public files of the site, which CloudFront hands to everybody.",
  },
  {
    control: "bucket-kept",
    resource: /^WebAssetsBucket$/,
    appliesTo: isProduction,
    reason: "It holds the files of the last build, which the next deployment puts back.",
  },
  ...["PutTraceSegments", "PutTelemetryRecords"].map(
    (action): Exception => ({
      control: "access-resources",
      resource: /Role$/,
      problem: new RegExp(`^xray:${action} on \\* `),
      reason: `X-Ray knows no resources: xray:${action} is granted on * or not at all.`,
    }),
  ),
  {
    control: "access-resources",
    resource: /Role$/,
    problem: /^glue:\w+ on arn:aws:glue:[\w-]+:\d+:catalog /,
    reason: "Glue asks for the account's catalogue beside the database and the table that are meant, and for all three at once.",
  },
  {
    control: "access-own-policies",
    resource: /^APIGatewayPushToCloudWatchLogsRole$/,
    reason: "API Gateway refuses to log for an account without this very policy, and the setting is one for the account's region.",
  },
  {
    control: "access-own-policies",
    resource: /^WebEdgeFunctionRole$/,
    appliesTo: isProduction,
    reason: "SST makes this role; its policy lets the signer at the edge write its own logs, in whatever region it ran.",
  },
  ...["function-architecture", "function-tracing", "function-log-group", "alarm-functions"].map(
    (control): Exception => ({ control, resource: /^WebEdgeFunction$/, appliesTo: isProduction, reason: atEdge }),
  ),
  {
    control: "function-no-secrets",
    resource: /Function$/,
    problem: /^SST_KEY /,
    reason:
      "SST puts the links of a function, secrets too, into an encrypted file of its bundle, and the key to that file into SST_KEY: who reads the variable still needs the bundle. sst.Secret offers no other way.",
  },
  {
    control: "secrets-kept",
    resource: /^WebBuilder$/,
    reason:
      "SST hands the site's links to its build on the deployer's machine. Pulumi's state keeps them encrypted; nothing of AWS gets them.",
  },
  {
    control: "function-not-public",
    resource: /^Web/,
    appliesTo: open,
    reason: "A preview's site answers without CloudFront too: docs/decisions/2026-11-21-owner-link.md says why.",
  },
  {
    control: "socket-authorization",
    resource: /^RealtimeRoute(Connect|Default|Disconnect)Route$/,
    reason:
      "The function behind $connect takes a ticket that works once, for a minute; the other routes are reached by a connection that was let in.",
  },
  {
    control: "alarm-heard",
    resource: /^Alarms$/,
    appliesTo: (plan) => isWatched(plan) && resourcesOf(plan, "aws:sns/topicSubscription:TopicSubscription").length === 0,
    reason: "The account says who hears them: SLUICE_ALARM_EMAIL, or a subscription that somebody makes to the topic.",
  },
];
