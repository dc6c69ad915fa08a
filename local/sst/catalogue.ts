import { z } from "zod";
import { Output } from "./output.ts";
import { arn, guard, optionsSchema, parseArgs, type Scope } from "./scope.ts";

const databaseSchema = z.strictObject({ name: z.string().regex(/^[a-z0-9_]+$/), description: z.string() });

const workgroupSchema = z.strictObject({
  name: z.string().regex(/^[\w.-]{1,128}$/),
  description: z.string(),
  state: z.literal("ENABLED"),
  // Decides about removing a stage, which no laptop does.
  forceDestroy: z.boolean(),
  configuration: z.strictObject({
    enforceWorkgroupConfiguration: z.boolean(),
    // Athena takes no less.
    bytesScannedCutoffPerQuery: z.int().min(10_000_000),
    publishCloudwatchMetricsEnabled: z.boolean(),
    engineVersion: z.strictObject({ selectedEngineVersion: z.string().startsWith("Athena engine version ") }),
    resultConfiguration: z.strictObject({
      outputLocation: z.string().regex(/^s3:\/\/[^/]+\/.+\/$/),
      expectedBucketOwner: z.string(),
      encryptionConfiguration: z.discriminatedUnion("encryptionOption", [
        z.strictObject({ encryptionOption: z.literal("SSE_S3") }),
        z.strictObject({ encryptionOption: z.literal("SSE_KMS"), kmsKeyArn: z.string().startsWith("arn:") }),
      ]),
    }),
  }),
});

/** The `aws.glue.*` and `aws.athena.*` resources, which the laptop has its own of. */
export function createCatalogueTypes(scope: Scope) {
  const { databases, workgroups } = scope.graph;
  const define = <Args, Made extends object>(type: string, schema: z.ZodType<Args>, make: (id: string, args: Args) => Made) =>
    function construct(id: string, args: unknown, options?: unknown): Made {
      const parsed = parseArgs(`${type} "${id}"`, schema, args);
      parseArgs(`the options of "${id}"`, optionsSchema, options);
      return guard(id, make(id, parsed));
    };
  return {
    glue: guard("aws.glue", {
      CatalogDatabase: define("aws.glue.CatalogDatabase", databaseSchema, (id, { name }) => {
        databases.push({ id, name });
        return { name: new Output(name) };
      }),
    }),
    athena: guard("aws.athena", {
      Workgroup: define("aws.athena.Workgroup", workgroupSchema, (id, { name, configuration }) => {
        const { resultConfiguration: results } = configuration;
        const own = arn(scope, "athena", `workgroup/${name}`);
        workgroups.push({
          id,
          name,
          arn: own.value,
          engineVersion: configuration.engineVersion.selectedEngineVersion,
          enforced: configuration.enforceWorkgroupConfiguration,
          bytesPerQuery: configuration.bytesScannedCutoffPerQuery,
          outputLocation: results.outputLocation,
          encryption: results.encryptionConfiguration.encryptionOption,
          measured: configuration.publishCloudwatchMetricsEnabled,
        });
        return { name: new Output(name), arn: own };
      }),
    }),
  };
}
