import { SQSClient } from "@aws-sdk/client-sqs";
import { type ClientOverrides, clientOptions } from "./client-options.ts";

export function createSqsClient(overrides: ClientOverrides = {}): SQSClient {
  return new SQSClient({ ...clientOptions, ...overrides });
}
