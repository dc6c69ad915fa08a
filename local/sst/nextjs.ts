import { z } from "zod";
import { lambdaBaseSchema } from "./function.ts";
import { durationSchema, sizeSchema } from "./measure.ts";
import { Output } from "./output.ts";
import {
  Component,
  environmentSchema,
  guard,
  linksSchema,
  optionsSchema,
  parseArgs,
  physicalName,
  readLinks,
  type Scope,
} from "./scope.ts";

const assetsSchema = z.strictObject({
  cors: z.literal(false),
  versioning: z.boolean(),
  access: z.undefined(),
  policy: z.array(
    z.strictObject({
      principals: z.array(z.strictObject({ type: z.literal("service"), identifiers: z.array(z.string()) })),
      actions: z.array(z.string()),
      paths: z.array(z.string()),
      conditions: z.array(z.strictObject({ test: z.string(), variable: z.string(), values: z.array(z.string()) })),
    }),
  ),
});

const siteFunctionSchema = lambdaBaseSchema.extend({
  url: z.strictObject({ authorization: z.enum(["none", "iam"]), cors: z.literal(false) }),
});

const argsSchema = z.strictObject({
  path: z.string().default("."),
  link: linksSchema,
  environment: environmentSchema,
  buildCommand: z.string().optional(),
  // The site's own address and the way to its function are those of this machine.
  domain: z.string().optional(),
  protection: z.enum(["none", "oac", "oac-with-edge-signing"]).optional(),
  server: z
    .strictObject({ runtime: z.literal("nodejs24.x"), architecture: z.string(), memory: sizeSchema, timeout: durationSchema })
    .partial()
    .optional(),
  dev: z.strictObject({ command: z.string(), url: z.string() }).partial().optional(),
  transform: z
    .strictObject({
      server: siteFunctionSchema,
      imageOptimizer: siteFunctionSchema.extend({ memory: sizeSchema, concurrency: z.strictObject({ reserved: z.literal(0) }) }),
      assets: assetsSchema,
    })
    .optional(),
});

export class Nextjs extends Component {
  readonly kind = "sst.aws.Nextjs";
  readonly url: Output<string>;
  /** Here one process serves pages and assets alike, so there is no bucket of assets. */
  readonly nodes: { server: Output<{ name: Output<string> }>; assets: undefined };

  constructor(scope: Scope, id: string, args: unknown, options: unknown) {
    super(scope, id);
    const { path, link, environment, transform } = parseArgs(`sst.aws.Nextjs "${id}"`, argsSchema, args);
    parseArgs(`the options of "${id}"`, optionsSchema, options);
    if (scope.graph.sites.length > 0) throw new Error(`local/sst has one site; "${id}" would be a second.`);
    this.url = new Output(scope.places.webUrl);
    const server = guard(`${id}.nodes.server`, { name: new Output(physicalName(scope, id)) });
    this.nodes = guard(`${id}.nodes`, { server: new Output(server), assets: undefined });
    const links = readLinks(scope, link);
    const permissions = [...(transform?.server.permissions ?? []), ...links.permissions];
    scope.graph.sites.push({ id, path, url: scope.places.webUrl, links: links.ids, environment, permissions });
  }

  override link() {
    return { properties: { url: this.url } };
  }
}
