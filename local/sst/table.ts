import { z } from "zod";
import type { TableKey, TableNode } from "./graph.ts";
import { Output } from "./output.ts";
import { arn, Component, optionsSchema, parseArgs, physicalName, type Scope } from "./scope.ts";

const argsSchema = z.strictObject({
  fields: z.record(z.string(), z.enum(["string", "number", "binary"])),
  primaryIndex: z.strictObject({ hashKey: z.string(), rangeKey: z.string().optional() }),
  globalIndexes: z
    .record(
      z.string(),
      z.strictObject({ hashKey: z.string(), rangeKey: z.string().optional(), projection: z.enum(["all", "keys-only"]).default("all") }),
    )
    .default({}),
  localIndexes: z.record(z.string(), z.strictObject({ rangeKey: z.string() })).default({}),
  ttl: z.string().optional(),
  deletionProtection: z.boolean().default(false),
  transform: z
    .strictObject({
      table: z.strictObject({
        pointInTimeRecovery: z.strictObject({ enabled: z.boolean(), recoveryPeriodInDays: z.int().min(1).max(35) }),
        serverSideEncryption: z.strictObject({ enabled: z.boolean(), kmsKeyArn: z.string().startsWith("arn:").optional() }),
      }),
    })
    .optional(),
});

export class Dynamo extends Component {
  readonly kind = "sst.aws.Dynamo";
  readonly node: TableNode;
  readonly name: Output<string>;
  readonly arn: Output<string>;

  constructor(scope: Scope, id: string, args: unknown, options: unknown) {
    super(scope, id);
    const parsed = parseArgs(`sst.aws.Dynamo "${id}"`, argsSchema, args);
    const { fields, primaryIndex, globalIndexes, localIndexes, ttl, deletionProtection, transform } = parsed;
    parseArgs(`the options of "${id}"`, optionsSchema, options);
    const name = physicalName(scope, id);
    const toKey = (index: { hashKey: string; rangeKey?: string | undefined }): TableKey => ({
      hash: index.hashKey,
      range: index.rangeKey ?? null,
    });
    this.node = {
      id,
      name,
      fields,
      key: toKey(primaryIndex),
      globalIndexes: Object.entries(globalIndexes).map(([index, keys]) => ({ name: index, ...toKey(keys), projection: keys.projection })),
      localIndexes: Object.entries(localIndexes).map(([index, { rangeKey }]) => ({
        name: index,
        ...toKey({ hashKey: primaryIndex.hashKey, rangeKey }),
      })),
      ttl: ttl ?? null,
      deletionProtection,
      // SST switches it on by itself.
      pointInTimeRecovery: transform?.table.pointInTimeRecovery.enabled ?? true,
      encrypted: transform?.table.serverSideEncryption.enabled ?? false,
    };
    this.name = new Output(name);
    this.arn = arn(scope, "dynamodb", `table/${name}`);
    scope.graph.tables.push(this.node);
  }

  override link() {
    return { properties: { name: this.name } };
  }
}
