import { ApiGatewayManagementApiClient } from "@aws-sdk/client-apigatewaymanagementapi";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { clientOptions, objectClientOptions } from "./client-options.ts";

/** Endpoint, region and credentials come from where the process runs, unless they are given. */
export interface ClientOverrides {
  endpoint?: string;
  region?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
}

export function createDocumentClient(overrides: ClientOverrides = {}): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({ ...clientOptions, ...overrides }));
}

export function createSqsClient(overrides: ClientOverrides = {}): SQSClient {
  return new SQSClient({ ...clientOptions, ...overrides });
}

export function createS3Client(overrides: ClientOverrides = {}): S3Client {
  return new S3Client({ ...objectClientOptions, ...overrides });
}

/** For what browsers send, which it begins, signs and ends without a byte of it: signed without the checksum of a body that is not known yet. */
export function createSigningS3Client(overrides: ClientOverrides = {}): S3Client {
  return new S3Client({ ...clientOptions, ...overrides, requestChecksumCalculation: "WHEN_REQUIRED" });
}

export function createManagementClient(overrides: ClientOverrides & { endpoint: string }): ApiGatewayManagementApiClient {
  return new ApiGatewayManagementApiClient({ ...clientOptions, ...overrides });
}
