import type { Graph } from "#local/sst/graph";
import { planAccount, planRegion } from "../computed-outputs.ts";
import { type ComparableGraph, toRights } from "./comparable-graph.ts";
import { withoutScheme } from "./read-catalogue.ts";
import { type Address, createReferences } from "./references.ts";

/** What the laptop understood of sst.config.ts, evaluated with the account and the region of a plan. */
export function graphOfLaptop(graph: Graph): ComparableGraph {
  const { shown, allShown } = createReferences(addressesOf(graph));
  const { name, ...app } = graph.app;
  return {
    app: { [name]: app },
    queue: byId(graph.queues, ({ id, name, url, arn, ...queue }) => queue),
    bucket: byId(graph.buckets, ({ id, name, ...bucket }) => ({ ...bucket, policy: [] })),
    subscription: Object.fromEntries(
      graph.subscriptions.map(({ queue, function: consumer, ...subscription }) => [`${queue} to ${consumer}`, subscription]),
    ),
    table: byId(graph.tables, ({ id, name, ...table }) => table),
    database: byId(graph.databases, ({ id, name, ...database }) => database),
    workgroup: byId(graph.workgroups, ({ id, name, arn, outputLocation, ...workgroup }) => ({
      ...workgroup,
      outputLocation: shown(withoutScheme(outputLocation)),
    })),
    socket: byId(graph.sockets, ({ routes }) => ({ routes })),
    function: byId(graph.functions, ({ id, name, permissions, environment, ...node }) => ({
      ...node,
      environment: allShown(environment),
      rights: toRights(permissions, shown),
    })),
    schedule: byId(graph.crons, ({ id, ...schedule }) => schedule),
    site: byId(graph.sites, ({ id, url, permissions, environment, ...site }) => ({
      ...site,
      environment: allShown(environment),
      rights: toRights(permissions, shown),
    })),
    resource: allShown(graph.resources),
    declaration: Object.fromEntries(graph.declared.map(({ type, id }) => [`${type} ${id}`, {}])),
  };
}

function byId<Node extends { id: string }, T>(nodes: Node[], convert: (node: Node) => T): Record<string, T> {
  return Object.fromEntries(nodes.map((node) => [node.id, convert(node)]));
}

function addressesOf({ app, queues, buckets, tables, functions, sockets, databases, workgroups }: Graph): Address[] {
  const arn = (service: string, rest: string) => `arn:aws:${service}:${planRegion}:${planAccount}:${rest}`;
  const address = (id: string, addresses: Record<string, string>): Address[] =>
    Object.entries(addresses).map(([kind, value]) => ({ id, kind, value }));
  return [
    ...queues.flatMap(({ id, name, url, arn: queueArn }) => address(id, { name, url, arn: queueArn })),
    ...buckets.flatMap(({ id, name }) => address(id, { name, arn: `arn:aws:s3:::${name}` })),
    ...tables.flatMap(({ id, name }) => address(id, { name, arn: arn("dynamodb", `table/${name}`) })),
    ...functions.flatMap(({ id, name }) => address(id, { name, arn: arn("lambda", `function:${name}`) })),
    ...databases.flatMap(({ id, name }) => address(id, { name })),
    ...workgroups.flatMap(({ id, name, arn: workgroupArn }) => address(id, { name, arn: workgroupArn })),
    ...sockets.flatMap(({ id }) => address(id, { executionArn: arn("execute-api", `${app.name}-${app.stage}-${id}`) })),
  ];
}
