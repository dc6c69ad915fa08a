import { z } from "zod";
import type { ComparableGraph } from "./comparable-graph.ts";
import { type PlanReader, text } from "./plan-reader.ts";

const types = { S: "string", N: "number", B: "binary" } as const;
const projections = { ALL: "all", KEYS_ONLY: "keys-only" } as const;

const tableSchema = z.strictObject({
  name: text,
  attributes: z.array(z.strictObject({ name: text, type: z.enum(["S", "N", "B"]) })),
  hashKey: text,
  rangeKey: text.optional(),
  globalSecondaryIndexes: z
    .array(z.strictObject({ name: text, hashKey: text, rangeKey: text.optional(), projectionType: z.enum(["ALL", "KEYS_ONLY"]) }))
    .default([]),
  localSecondaryIndexes: z.array(z.strictObject({ name: text, rangeKey: text, projectionType: z.literal("ALL") })).default([]),
  ttl: z.strictObject({ attributeName: text, enabled: z.literal(true) }).optional(),
  deletionProtectionEnabled: z.boolean().default(false),
  pointInTimeRecovery: z.strictObject({ enabled: z.boolean(), recoveryPeriodInDays: z.int().optional() }).default({ enabled: false }),
  serverSideEncryption: z.strictObject({ enabled: z.boolean(), kmsKeyArn: text.optional() }).default({ enabled: false }),
  billingMode: z.literal("PAY_PER_REQUEST"),
  streamEnabled: z.literal(false),
});

export function readTables(reader: PlanReader): ComparableGraph["table"] {
  const tables = reader.read("aws:dynamodb/table:Table", tableSchema, "Table");
  return Object.fromEntries(
    tables.map(({ id, inputs }) => [
      id,
      {
        fields: Object.fromEntries(inputs.attributes.map(({ name, type }) => [name, types[type]])),
        key: { hash: inputs.hashKey, range: inputs.rangeKey ?? null },
        globalIndexes: inputs.globalSecondaryIndexes.map(({ name, hashKey, rangeKey, projectionType }) => ({
          name,
          projection: projections[projectionType],
          hash: hashKey,
          range: rangeKey ?? null,
        })),
        localIndexes: inputs.localSecondaryIndexes.map(({ name, rangeKey }) => ({ name, hash: inputs.hashKey, range: rangeKey })),
        ttl: inputs.ttl?.attributeName ?? null,
        deletionProtection: inputs.deletionProtectionEnabled,
        pointInTimeRecovery: inputs.pointInTimeRecovery.enabled,
        encrypted: inputs.serverSideEncryption.enabled,
      },
    ]),
  );
}
