import { z } from "zod";
import type { ComparableGraph } from "./comparable-graph.ts";
import { anything, type PlanReader, text } from "./plan-reader.ts";

const databaseSchema = z.strictObject({ name: text, description: anything });

const workgroupSchema = z.strictObject({
  name: text,
  description: anything,
  state: z.literal("ENABLED").default("ENABLED"),
  forceDestroy: anything,
  configuration: z.strictObject({
    enforceWorkgroupConfiguration: z.boolean().default(true),
    bytesScannedCutoffPerQuery: z.int().default(0),
    publishCloudwatchMetricsEnabled: z.boolean().default(true),
    engineVersion: z.strictObject({ selectedEngineVersion: text }),
    resultConfiguration: z.strictObject({
      outputLocation: text,
      expectedBucketOwner: anything,
      encryptionConfiguration: z
        .strictObject({ encryptionOption: text, kmsKeyArn: anything })
        .default({ encryptionOption: "none", kmsKeyArn: undefined }),
    }),
  }),
});

export function readDatabases(reader: PlanReader): ComparableGraph["database"] {
  return Object.fromEntries(reader.read("aws:glue/catalogDatabase:CatalogDatabase", databaseSchema).map(({ id }) => [id, {}]));
}

export function readWorkgroups(reader: PlanReader): ComparableGraph["workgroup"] {
  const workgroups = reader.read("aws:athena/workgroup:Workgroup", workgroupSchema);
  return Object.fromEntries(
    workgroups.map(({ id, inputs: { configuration } }) => [
      id,
      {
        engineVersion: configuration.engineVersion.selectedEngineVersion,
        enforced: configuration.enforceWorkgroupConfiguration,
        bytesPerQuery: configuration.bytesScannedCutoffPerQuery,
        outputLocation: reader.shown(withoutScheme(configuration.resultConfiguration.outputLocation)),
        encryption: configuration.resultConfiguration.encryptionConfiguration.encryptionOption,
        measured: configuration.publishCloudwatchMetricsEnabled,
      },
    ]),
  );
}

/** A bucket's name is then at the beginning, where references are found. */
export function withoutScheme(location: string): string {
  return location.replace(/^s3:\/\//, "");
}
