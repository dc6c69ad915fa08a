import type { PlannedResource } from "../plan/planned-resource.ts";

/** What the bill depends on and a plan says: sizes of functions, and what costs by being there. */
export interface Inventory {
  /** Of the product's own functions, by their id in infra/. */
  functionMemoryMb: Record<string, number>;
  siteMemoryMb: number;
  /** Whether Lambda@Edge signs each request to the site. */
  signsAtEdge: boolean;
  eventSourceMappings: number;
  alarmMetrics: number;
  dashboards: number;
  customerKeys: number;
  tablesUnderManagedKey: number;
  /** Custom metrics of the WebSocket API's routes, once they are used. */
  routeMetrics: number;
}

/** ConnectCount, MessageCount, IntegrationError, ClientError, ExecutionError and IntegrationLatency. */
const metricsPerRoute = 6;

/** Counts what `npm run plan -- --json FILE` lists. */
export function countInventory(resources: readonly PlannedResource[]): Inventory {
  const inputsOf = (type: string) => resources.filter((resource) => resource.type === type);
  const count = (type: string) => inputsOf(type).length;
  const memories = inputsOf("aws:lambda/function:Function").map(({ name, inputs }) => [name, Number(inputs.memorySize)] as const);
  const server = memories.find(([name]) => name.startsWith("WebServer"));
  if (!server) throw new Error("The plan has no server of the site.");
  const detailed = inputsOf("aws:apigatewayv2/stage:Stage").some(({ inputs }) => isDetailed(inputs.defaultRouteSettings));
  return {
    functionMemoryMb: Object.fromEntries(
      memories
        .flatMap(([name, memoryMb]) => (name.startsWith("Web") ? [] : [[name.replace(/Function$/, ""), memoryMb] as const]))
        .toSorted(),
    ),
    siteMemoryMb: server[1],
    signsAtEdge: memories.some(([name]) => name.startsWith("WebEdge")),
    eventSourceMappings: count("aws:lambda/eventSourceMapping:EventSourceMapping"),
    alarmMetrics: inputsOf("aws:cloudwatch/metricAlarm:MetricAlarm").reduce(
      (sum, { inputs }) => sum + metricsRead(inputs.metricQueries),
      0,
    ),
    dashboards: count("aws:cloudwatch/dashboard:Dashboard"),
    customerKeys: count("aws:kms/key:Key"),
    tablesUnderManagedKey: inputsOf("aws:dynamodb/table:Table").filter(({ inputs }) => inputs.serverSideEncryption !== undefined).length,
    routeMetrics: detailed ? metricsPerRoute * count("aws:apigatewayv2/route:Route") : 0,
  };
}

/** An alarm on an expression is billed for every metric that it reads. */
function metricsRead(queries: unknown): number {
  if (!Array.isArray(queries) || queries.length === 0) return 1;
  return queries.filter((query: { metric?: unknown }) => query.metric !== undefined).length;
}

function isDetailed(settings: unknown): boolean {
  return (settings as { detailedMetricsEnabled?: boolean } | undefined)?.detailedMetricsEnabled === true;
}
