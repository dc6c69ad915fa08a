import type { ResourceProperties } from "#local/sst/graph";
import type { Plan } from "../planned-resource.ts";
import type { ComparableGraph } from "./comparable-graph.ts";
import { createPlanReader } from "./plan-reader.ts";
import { readBuckets } from "./read-buckets.ts";
import { readDatabases, readWorkgroups } from "./read-catalogue.ts";
import { readFunctions } from "./read-functions.ts";
import { readQueues, readSubscriptions } from "./read-queues.ts";
import { readSchedules, readSockets } from "./read-routes.ts";
import { readTables } from "./read-tables.ts";

/** What infra/ declares beside SST's components. The laptop checks it and makes nothing of it: only that it is there is compared. */
export const declaredTypes = [
  "aws.sqs.QueuePolicy",
  "aws.sqs.RedriveAllowPolicy",
  "aws.sns.Topic",
  "aws.sns.TopicPolicy",
  "aws.sns.TopicSubscription",
  "aws.cloudwatch.LogGroup",
  "aws.cloudwatch.MetricAlarm",
  "aws.cloudwatch.Dashboard",
  "aws.cloudwatch.QueryDefinition",
  "aws.budgets.Budget",
  "aws.kms.Key",
  "aws.kms.Alias",
  // Of partners: those of functions are compared with them.
  "aws.iam.Role",
  "aws.iam.RolePolicy",
];

/** From Pulumi's resources back to what sst.config.ts meant, and what of the plan could not be read so. */
export function graphOfPlan(plan: Plan): { graph: ComparableGraph; problems: string[] } {
  const reader = createPlanReader(plan);
  const { name, ...app } = plan.app;
  const graph: ComparableGraph = {
    app: { [name]: { ...app, stage: plan.stage } },
    queue: readQueues(reader),
    bucket: readBuckets(reader),
    subscription: readSubscriptions(reader),
    table: readTables(reader),
    database: readDatabases(reader),
    workgroup: readWorkgroups(reader),
    socket: readSockets(reader),
    ...readFunctions(reader),
    schedule: readSchedules(reader),
    resource: reader.allShown(plan.links) as Record<string, ResourceProperties>,
    declaration: Object.fromEntries(reader.declarations(declaredTypes).map((declared) => [declared, {}])),
  };
  return { graph, problems: reader.problems() };
}
