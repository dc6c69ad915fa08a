import { z } from "zod";
import type { FunctionNode } from "./graph.ts";
import { durationSchema, sizeSchema } from "./measure.ts";
import { Output } from "./output.ts";
import { arn, Component, environmentSchema, linksSchema, optionsSchema, parseArgs, physicalName, readLinks, type Scope } from "./scope.ts";

const transformSchema = z.strictObject({
  function: z.strictObject({ tracingConfig: z.strictObject({ mode: z.enum(["Active", "PassThrough"]) }) }),
  role: z.strictObject({ assumeRolePolicy: z.string(), managedPolicyArns: z.array(z.string()) }),
});

/** What infra/ gives every Lambda. Logs, traces and roles are AWS's business: here output goes to a file, and IAM is not enforced. */
export const lambdaBaseSchema = z.strictObject({
  permissions: z
    .array(
      z.strictObject({
        effect: z.enum(["allow", "deny"]).default("allow"),
        actions: z.array(z.string()),
        resources: z.array(z.string()),
      }),
    )
    .default([]),
  logging: z.strictObject({ logGroup: z.string(), format: z.enum(["text", "json"]) }).optional(),
  transform: transformSchema.optional(),
});

const argsSchema = z.strictObject({
  handler: z.string().regex(/^[\w./-]+\.\w+$/),
  description: z.string().optional(),
  runtime: z.literal("nodejs24.x").default("nodejs24.x"),
  architecture: z.enum(["arm64", "x86_64"]).optional(),
  timeout: durationSchema.default(20),
  memory: sizeSchema.default(1024),
  // Lambda's own. The laptop's disk has no such bound.
  storage: sizeSchema.default(512),
  // SST's own are false, whatever its documentation says.
  nodejs: z
    .strictObject({
      minify: z.boolean().default(false),
      splitting: z.boolean().default(false),
      install: z.array(z.string()).default([]),
    })
    .prefault({}),
  environment: environmentSchema,
  link: linksSchema,
  ...lambdaBaseSchema.shape,
  transform: transformSchema.extend({ eventInvokeConfig: z.strictObject({ maximumEventAgeInSeconds: z.int() }).optional() }).optional(),
  concurrency: z.strictObject({ reserved: z.int() }).optional(),
  // Lambda's own number.
  retries: z.int().default(2),
});

export class LambdaFunction extends Component {
  readonly kind = "sst.aws.Function";
  readonly node: FunctionNode;
  readonly name: Output<string>;
  readonly arn: Output<string>;

  constructor(scope: Scope, id: string, args: unknown, options: unknown) {
    super(scope, id);
    const parsed = parseArgs(`sst.aws.Function "${id}"`, argsSchema, args);
    parseArgs(`the options of "${id}"`, optionsSchema, options);
    const links = readLinks(scope, parsed.link);
    const name = physicalName(scope, id);
    this.node = {
      id,
      name,
      handler: parsed.handler,
      timeoutSeconds: parsed.timeout,
      memoryMegabytes: parsed.memory,
      storageMegabytes: parsed.storage,
      bundle: parsed.nodejs,
      links: links.ids,
      environment: parsed.environment,
      permissions: [...parsed.permissions, ...links.permissions],
      retries: parsed.retries,
      reservedConcurrency: parsed.concurrency?.reserved ?? null,
    };
    this.name = new Output(name);
    this.arn = arn(scope, "lambda", `function:${name}`);
    scope.graph.functions.push(this.node);
  }

  static is(this: void, component: Component): component is LambdaFunction {
    return component instanceof LambdaFunction;
  }

  override link() {
    return { properties: { name: this.name } };
  }
}
