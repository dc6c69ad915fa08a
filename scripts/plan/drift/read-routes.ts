import { z } from "zod";
import type { ComparableGraph } from "./comparable-graph.ts";
import { jsonText, type PlanReader, text } from "./plan-reader.ts";

const apiSchema = z.strictObject({
  name: text,
  protocolType: z.literal("WEBSOCKET"),
  routeSelectionExpression: z.literal("$request.body.action"),
});
const routeSchema = z.strictObject({
  apiId: text,
  routeKey: text,
  target: text,
  authorizationType: z.literal("NONE"),
});
const integrationSchema = z.strictObject({ apiId: text, integrationType: z.literal("AWS_PROXY"), integrationUri: text });

export function readSockets(reader: PlanReader): ComparableGraph["socket"] {
  const routes = reader.read("aws:apigatewayv2/route:Route", routeSchema);
  const integrations = new Map(
    reader
      .read("aws:apigatewayv2/integration:Integration", integrationSchema)
      .map(({ id, inputs }) => [`${inputs.apiId} integrations/${id}-id`, inputs.integrationUri]),
  );
  const functionOf = ({ apiId, target }: z.infer<typeof routeSchema>) => reader.idOf(integrations.get(`${apiId} ${target}`) ?? target);
  const apis = reader.read("aws:apigatewayv2/api:Api", apiSchema, "Api");
  return Object.fromEntries(
    apis.map(({ id }) => {
      const own = routes.filter(({ inputs }) => reader.idOf(inputs.apiId) === id);
      return [id, { routes: Object.fromEntries(own.map(({ inputs }) => [inputs.routeKey, functionOf(inputs)])) }];
    }),
  );
}

const scheduleSchema = z.strictObject({
  name: text,
  flexibleTimeWindow: z.strictObject({ mode: z.literal("OFF") }),
  scheduleExpression: text,
  state: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  target: z.strictObject({
    arn: text,
    roleArn: text,
    input: jsonText(z.record(text, z.unknown())).default({}),
    retryPolicy: z.strictObject({ maximumRetryAttempts: z.literal(0) }),
  }),
});

export function readSchedules(reader: PlanReader): ComparableGraph["schedule"] {
  const schedules: ComparableGraph["schedule"] = {};
  for (const { id, inputs } of reader.read("aws:scheduler/schedule:Schedule", scheduleSchema, "Schedule")) {
    const called = reader.idOf(inputs.target.arn);
    const rights = reader.rightsOf(inputs.target.roleArn);
    if (JSON.stringify(rights) !== JSON.stringify({ [`{${called}.arn}`]: ["lambda:InvokeFunction"] })) {
      reader.problem(`schedule ${id}: its role has other rights than to call ${called}`);
    }
    schedules[id] = {
      schedule: inputs.scheduleExpression,
      enabled: inputs.state === "ENABLED",
      event: inputs.target.input,
      function: called,
    };
  }
  return schedules;
}
