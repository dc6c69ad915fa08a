import { S3Client } from "@aws-sdk/client-s3";
import { type ClientOverrides, clientOptions, objectClientOptions } from "./client-options.ts";

export function createS3Client(overrides: ClientOverrides = {}): S3Client {
  return new S3Client({ ...objectClientOptions, ...overrides });
}

/** For what browsers send, which it begins, signs and ends without a byte of it: signed without the checksum of a body that is not known yet. */
export function createSigningS3Client(overrides: ClientOverrides = {}): S3Client {
  return new S3Client({ ...clientOptions, ...overrides, requestChecksumCalculation: "WHEN_REQUIRED" });
}
