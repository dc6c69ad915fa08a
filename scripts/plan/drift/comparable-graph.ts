import type {
  BucketNode,
  CronNode,
  DatabaseNode,
  FunctionNode,
  Graph,
  Permission,
  QueueNode,
  ResourceProperties,
  SiteNode,
  SocketNode,
  SubscriptionNode,
  TableNode,
  WorkgroupNode,
} from "#local/sst/graph";

/** Names and addresses differ between AWS and a laptop, and say nothing; references show as `{Work.arn}`. */
type Nameless<Node> = Omit<Node, "id" | "name" | "url" | "arn" | "managementEndpoint">;

/** Actions by the resource on which they are allowed. */
export type Rights = Record<string, string[]>;
type WithRights<Node> = Omit<Nameless<Node>, "permissions"> & { rights: Rights };

/**
 * What the plan would create and what the laptop understood, in one shape: by kind, by SST's id. It is made of the nodes that the
 * laptop runs by, so that a property added there must be read from the plan too.
 */
export interface ComparableGraph {
  app: Record<string, Omit<Graph["app"], "name">>;
  queue: Record<string, Nameless<QueueNode>>;
  /** `policy` is what the bucket's own policy says beside TLS. */
  bucket: Record<string, Nameless<BucketNode> & { policy: string[] }>;
  /** By `Work to RunJob`. */
  subscription: Record<string, Omit<SubscriptionNode, "queue" | "function">>;
  table: Record<string, Nameless<TableNode>>;
  database: Record<string, Nameless<DatabaseNode>>;
  workgroup: Record<string, Nameless<WorkgroupNode>>;
  socket: Record<string, Nameless<SocketNode>>;
  function: Record<string, WithRights<FunctionNode>>;
  schedule: Record<string, Omit<CronNode, "id">>;
  site: Record<string, WithRights<SiteNode>>;
  /** What `Resource.X` shows. */
  resource: Record<string, ResourceProperties>;
  /** What means nothing on a laptop and has to be there on AWS, by `aws.cloudwatch.MetricAlarm SweepJobsStuckAlarm`. */
  declaration: Record<string, object>;
}

/** A refusal is part of where a right holds, so that it is never compared as less. */
export const refused = (resource: string) => `refused: ${resource}`;

export function toRights(permissions: Permission[], shown: (text: string) => string): Rights {
  const rights: Record<string, Set<string>> = {};
  for (const { effect, resources, actions } of permissions) {
    for (const resource of resources.map(shown)) {
      const where = effect === "deny" ? refused(resource) : resource;
      rights[where] = new Set([...(rights[where] ?? []), ...actions]);
    }
  }
  return Object.fromEntries(Object.entries(rights).map(([resource, actions]) => [resource, [...actions]]));
}
