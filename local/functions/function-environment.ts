import { devNull } from "node:os";
import type { FunctionNode, Graph } from "../sst/graph.ts";

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

export interface AwsPlaces {
  region: string;
  credentials: Credentials;
  endpoints: { s3: string; sqs: string; sns: string; dynamodb: string; glue: string; athena: string };
}

/** `SST_RESOURCE_*` of the named resources, as SST's `Resource` reads them. */
export function resourceEnvironment({ app, resources }: Graph, links: readonly string[]): Record<string, string> {
  const linked = links.map((id) => [`SST_RESOURCE_${id}`, JSON.stringify(resources[id])] as const);
  return { SST_RESOURCE_App: JSON.stringify({ name: app.name, stage: app.stage }), ...Object.fromEntries(linked) };
}

/** What makes the AWS SDK talk to this machine. */
export function awsEnvironment({ region, credentials, endpoints }: AwsPlaces): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_SNS: endpoints.sns,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_GLUE: endpoints.glue,
    AWS_ENDPOINT_URL_ATHENA: endpoints.athena,
    // The machine's own profiles must not reach a function that believes to be in another account.
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}

/** A function's whole environment: Lambda's, the SDK's, and its own links; nothing of this process's. */
export function functionEnvironment(graph: Graph, places: AwsPlaces, node: FunctionNode, bundle: string): Record<string, string> {
  return {
    ...awsEnvironment(places),
    ...resourceEnvironment(graph, node.links),
    ...node.environment,
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: node.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(node.memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${node.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
    LAMBDA_TASK_ROOT: bundle.slice(0, bundle.lastIndexOf("/")),
    _HANDLER: node.handler,
    TZ: ":UTC",
  };
}
