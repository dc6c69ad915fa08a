import { expect, it } from "vitest";
import type { PlannedResource } from "../plan/planned-resource.ts";
import { countInventory } from "./inventory.ts";

const resource = (type: string, name: string, inputs: Record<string, unknown> = {}): PlannedResource => ({ type, name, inputs });
const server = resource("aws:lambda/function:Function", "WebServerUseast1Function", { memorySize: 1024 });
const alarm = (inputs: Record<string, unknown>) => resource("aws:cloudwatch/metricAlarm:MetricAlarm", "Alarm", inputs);

it("finds the sizes of functions and everything that costs by being there", () => {
  const plan = [
    server,
    resource("aws:lambda/function:Function", "RunJobFunction", { memorySize: 1769 }),
    resource("aws:lambda/function:Function", "WebEdgeFunction", { memorySize: 128 }),
    resource("aws:lambda/eventSourceMapping:EventSourceMapping", "Work"),
    resource("aws:cloudwatch/dashboard:Dashboard", "Dashboard"),
    resource("aws:kms/key:Key", "DataKey"),
    resource("aws:dynamodb/table:Table", "Jobs", { serverSideEncryption: { enabled: true } }),
    resource("aws:dynamodb/table:Table", "Others"),
    resource("aws:apigatewayv2/stage:Stage", "Stage", { defaultRouteSettings: { detailedMetricsEnabled: true } }),
    resource("aws:apigatewayv2/route:Route", "Connect"),
    alarm({ metricName: "Errors" }),
    alarm({ metricQueries: [{ expression: "a + b" }, { metric: { metricName: "a" } }, { metric: { metricName: "b" } }] }),
  ];

  expect(countInventory(plan)).toEqual({
    functionMemoryMb: { RunJob: 1769 },
    siteMemoryMb: 1024,
    signsAtEdge: true,
    eventSourceMappings: 1,
    alarmMetrics: 3,
    dashboards: 1,
    customerKeys: 1,
    tablesUnderManagedKey: 1,
    routeMetrics: 6,
  });
});

it("counts no metrics of routes that are not asked for, and refuses a plan without a site", () => {
  expect(countInventory([server, resource("aws:apigatewayv2/route:Route", "Connect")]).routeMetrics).toBe(0);
  expect(() => countInventory([])).toThrow("server");
});
