import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type ClientOverrides, clientOptions } from "./client-options.ts";

export function createDocumentClient(overrides: ClientOverrides = {}): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({ ...clientOptions, ...overrides }));
}

/** For items whose values are written down as DynamoDB has them. */
export function createItemClient(overrides: ClientOverrides = {}): DynamoDBClient {
  return new DynamoDBClient({ ...clientOptions, ...overrides });
}
