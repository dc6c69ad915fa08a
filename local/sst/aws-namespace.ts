import { z } from "zod";
import { createBucketConfigurations } from "./bucket-configuration.ts";
import { createCatalogueTypes } from "./catalogue.ts";
import { createDeclarations } from "./declarations.ts";
import { jsonStringify, Output } from "./output.ts";
import { guard, parseArgs, type Scope } from "./scope.ts";

const documentSchema = z.strictObject({
  statements: z.array(
    z.strictObject({
      sid: z.string().optional(),
      effect: z.enum(["Allow", "Deny"]).default("Allow"),
      principals: z.array(z.strictObject({ type: z.enum(["*", "AWS", "Service"]), identifiers: z.array(z.string()).min(1) })).optional(),
      actions: z.array(z.string()).min(1),
      // A trust policy names no resource.
      resources: z.array(z.string()).optional(),
      conditions: z.array(z.strictObject({ test: z.string(), variable: z.string(), values: z.array(z.string()).min(1) })).optional(),
    }),
  ),
});

/** The global `aws` of a config, with what is used of it. */
export function createAwsNamespace(scope: Scope) {
  const { accountId, region } = scope.places;
  const { iam, ...others } = createDeclarations(scope);
  const declarations = Object.entries(others).map(([name, types]) => [name, guard(`aws.${name}`, types)]);
  return guard("aws", {
    ...Object.fromEntries(declarations),
    ...createCatalogueTypes(scope),
    s3: guard("aws.s3", createBucketConfigurations(scope)),
    iam: guard("aws.iam", {
      ...iam,
      getPolicyDocumentOutput: (args: unknown) => ({
        json: jsonStringify(parseArgs("aws.iam.getPolicyDocumentOutput", documentSchema, args)),
      }),
    }),
    getCallerIdentityOutput: () => ({ accountId: new Output(accountId) }),
    getRegionOutput: () => ({ region: new Output(region) }),
  });
}
