import type { ObjectStore } from "#core/ports/object-store";
import { bucketName } from "../resources.ts";
import { createS3Client, createSigningS3Client } from "../s3-clients.ts";
import { createS3ObjectStore } from "../s3-object-store.ts";

export function createS3Objects(): ObjectStore {
  return createS3ObjectStore({ client: createS3Client(), signingClient: createSigningS3Client(), bucketName });
}
