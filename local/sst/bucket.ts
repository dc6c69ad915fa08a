import { z } from "zod";
import type { BucketNode } from "./graph.ts";
import { Output } from "./output.ts";
import { Component, optionsSchema, parseArgs, physicalName, type Scope } from "./scope.ts";

const argsSchema = z.strictObject({
  versioning: z.boolean().default(false),
  enforceHttps: z.boolean().default(true),
  // Without this SST would open the bucket to every origin; the site's own is set by a CORS resource.
  cors: z.literal(false),
  // Decides about removing a stage, which no laptop does.
  transform: z.strictObject({ bucket: z.strictObject({ forceDestroy: z.boolean() }) }).optional(),
});

export class Bucket extends Component {
  readonly kind = "sst.aws.Bucket";
  readonly node: BucketNode;
  readonly name: Output<string>;
  readonly arn: Output<string>;

  constructor(scope: Scope, id: string, args: unknown, options: unknown) {
    super(scope, id);
    const { versioning, enforceHttps } = parseArgs(`sst.aws.Bucket "${id}"`, argsSchema, args);
    parseArgs(`the options of "${id}"`, optionsSchema, options);
    const name = physicalName(scope, id).toLowerCase();
    this.node = { id, name, versioning, enforceHttps, encryption: null, ownership: null, cors: [], lifecycle: [], notifications: [] };
    this.name = new Output(name);
    this.arn = new Output(`arn:aws:s3:::${name}`);
    scope.graph.buckets.push(this.node);
  }

  override link() {
    return { properties: { name: this.name } };
  }
}
