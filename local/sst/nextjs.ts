import { z } from "zod";
import { Output } from "./output.ts";
import { Component, environmentSchema, linksSchema, optionsSchema, parseArgs, readLinks, type Scope } from "./scope.ts";

const argsSchema = z.strictObject({
  path: z.string().default("."),
  link: linksSchema,
  environment: environmentSchema,
  openNextVersion: z.string().optional(),
  buildCommand: z.string().optional(),
  server: z
    .strictObject({ runtime: z.literal("nodejs24.x"), architecture: z.string(), memory: z.string() })
    .partial()
    .optional(),
  dev: z.strictObject({ command: z.string(), url: z.string() }).partial().optional(),
});

export class Nextjs extends Component {
  readonly kind = "sst.aws.Nextjs";
  readonly url: Output<string>;

  constructor(scope: Scope, id: string, args: unknown, options: unknown) {
    super(scope, id);
    const { path, link, environment } = parseArgs(`sst.aws.Nextjs "${id}"`, argsSchema, args);
    parseArgs(`the options of "${id}"`, optionsSchema, options);
    if (scope.graph.sites.length > 0) throw new Error(`local/sst has one site; "${id}" would be a second.`);
    this.url = new Output(scope.places.webUrl);
    scope.graph.sites.push({ id, path, url: scope.places.webUrl, links: readLinks(scope, link).ids, environment });
  }

  override link() {
    return { properties: { url: this.url } };
  }
}
