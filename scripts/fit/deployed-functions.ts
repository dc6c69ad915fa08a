import { awsEnvironment, functionEnvironment } from "#local/functions/function-environment";
import { evaluate } from "#local/sst/evaluate";
import type { FunctionNode, Graph } from "#local/sst/graph";
import { root } from "../plan/platform.ts";

const nowhere = "http://localhost:1";
const region = "us-east-1";

export interface DeployedFunction {
  node: FunctionNode;
  /** What it is started with; nothing answers at its addresses. */
  environment(bundle: string): Record<string, string>;
  /** The modules of aws/linked that its links and permissions are for. */
  clients: string[];
}

const clientOf: Record<string, string> = {
  "sst.aws.Dynamo": "aws/linked/dynamo-ports.ts",
  "sst.aws.Bucket": "aws/linked/s3-objects.ts",
  "sst.aws.Queue": "aws/linked/sqs-queues.ts",
  "sst.aws.ApiGatewayWebSocket": "aws/linked/socket-sender.ts",
};

/** By what a function may do beside its links. */
const clientFor: Record<string, string> = {
  "glue:DeleteTable": "aws/linked/glue-tables.ts",
  "athena:StartQueryExecution": "aws/linked/athena.ts",
};

function clientsOf({ links, permissions }: FunctionNode, { resources }: Graph): string[] {
  const linked = links.flatMap((id) => clientOf[resources[id]?.type ?? ""] ?? []);
  const permitted = permissions.flatMap(({ actions }) => actions.flatMap((action) => clientFor[action] ?? []));
  return [...new Set([...linked, ...permitted])];
}

/** The functions that sst.config.ts declares for production. */
export async function readFunctions(): Promise<DeployedFunction[]> {
  const places = {
    region,
    accountId: "000000000000",
    sqsUrl: nowhere,
    webUrl: nowhere,
    socketUrl: nowhere,
    socketManagementEndpoint: nowhere,
    secret: () => "0".repeat(64),
  };
  const graph = await evaluate({ file: `${root}/sst.config.ts`, stage: "production", places, environment: {} });
  const aws = {
    region,
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
    endpoints: { s3: nowhere, sqs: nowhere, sns: nowhere, dynamodb: nowhere, glue: nowhere, athena: nowhere },
  };
  return graph.functions.map((node) => ({
    node,
    environment: (bundle) => ({ ...awsEnvironment(aws), ...functionEnvironment(graph, aws, node, bundle) }),
    clients: clientsOf(node, graph),
  }));
}
