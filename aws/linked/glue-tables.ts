import type { Catalogue } from "#core/ports/catalogue";
import { createGlueCatalogue, createGlueClient } from "../glue-catalogue.ts";
import { bucketName, catalogue } from "../resources.ts";

export function createGlueTables(): Catalogue {
  return createGlueCatalogue({ client: createGlueClient(), database: catalogue().database, bucket: bucketName("lake") });
}
