import { z } from "zod";
import { LambdaFunction } from "./function.ts";
import type { SocketNode } from "./graph.ts";
import { Output } from "./output.ts";
import { arn, Component, guard, optionsSchema, parseArgs, physicalName, requireByArn, type Scope } from "./scope.ts";

const argsSchema = z
  .strictObject({
    // One person's machine neither throttles nor keeps access logs.
    transform: z
      .strictObject({
        accessLog: z.strictObject({ retentionInDays: z.int(), kmsKeyId: z.string().optional() }),
        stage: z.strictObject({
          defaultRouteSettings: z.strictObject({
            throttlingRateLimit: z.number(),
            throttlingBurstLimit: z.int(),
            detailedMetricsEnabled: z.boolean(),
            loggingLevel: z.enum(["OFF", "ERROR", "INFO"]),
            dataTraceEnabled: z.boolean(),
          }),
        }),
      })
      .optional(),
  })
  .prefault({});

export class ApiGatewayWebSocket extends Component {
  readonly kind = "sst.aws.ApiGatewayWebSocket";
  readonly node: SocketNode;
  readonly url: Output<string>;
  readonly managementEndpoint: Output<string>;
  readonly nodes: { api: { id: Output<string>; executionArn: Output<string> } };

  constructor(scope: Scope, id: string, args: unknown, options: unknown) {
    super(scope, id);
    parseArgs(`sst.aws.ApiGatewayWebSocket "${id}"`, argsSchema, args);
    parseArgs(`the options of "${id}"`, optionsSchema, options);
    if (scope.graph.sockets.length > 0) throw new Error(`local/sst has one WebSocket gateway; "${id}" would be a second.`);
    const { socketUrl, socketManagementEndpoint } = scope.places;
    this.url = new Output(socketUrl);
    this.managementEndpoint = new Output(socketManagementEndpoint);
    const name = physicalName(scope, id);
    const api = { id: new Output(name), executionArn: arn(scope, "execute-api", name) };
    this.nodes = guard(`${id}.nodes`, { api: guard(`${id}.nodes.api`, api) });
    this.node = { id, url: socketUrl, managementEndpoint: socketManagementEndpoint, routes: {} };
    scope.graph.sockets.push(this.node);
  }

  route(routeKey: string, functionArn: unknown): void {
    if (routeKey in this.node.routes) throw new Error(`"${this.id}" has two routes ${routeKey}.`);
    const value = parseArgs(
      `route ${routeKey} of "${this.id}": the arn of an sst.aws.Function`,
      z.string().startsWith("arn:"),
      functionArn,
    );
    this.node.routes[routeKey] = requireByArn(this.scope, `Route ${routeKey} of "${this.id}"`, value, LambdaFunction.is).id;
  }

  override link() {
    return { properties: { url: this.url, managementEndpoint: this.managementEndpoint } };
  }
}
