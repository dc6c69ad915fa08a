import { createRequire } from "node:module";
import { compileFunction } from "node:vm";
import { build } from "esbuild";
import { z } from "zod";
import { createAwsNamespace } from "./aws-namespace.ts";
import { Bucket } from "./bucket.ts";
import { CronV2 } from "./cron.ts";
import { LambdaFunction } from "./function.ts";
import type { Graph } from "./graph.ts";
import { Linkable, Secret } from "./linkable.ts";
import { Nextjs } from "./nextjs.ts";
import { interpolate, jsonStringify, resolve } from "./output.ts";
import { Queue } from "./queue.ts";
import { type Component, guard, type LinkDefinition, type Places, parseArgs, resourceProperties, type Scope } from "./scope.ts";
import { Dynamo } from "./table.ts";
import { ApiGatewayWebSocket } from "./web-socket-api.ts";

const appSchema = z.strictObject({
  name: z.string(),
  home: z.literal("aws"),
  removal: z.enum(["remove", "retain", "retain-all"]).default("retain"),
  protect: z.boolean().default(false),
  // Tags are for bills and consoles.
  providers: z
    .strictObject({ aws: z.strictObject({ defaultTags: z.strictObject({ tags: z.record(z.string(), z.string()) }) }) })
    .optional(),
  // Where `sst deploy` writes no sst-env.d.ts.
  types: z.strictObject({ ignore: z.array(z.string()) }).optional(),
});

interface Config {
  app(input: { stage: string }): unknown;
  run(): Promise<unknown>;
}

interface Evaluation {
  file: string;
  stage: string;
  places: Places;
  /** What the config sees as its environment, if not this process's. */
  environment?: Record<string, string>;
}

/** Reads sst.config.ts as SST would, with this folder's components in place of SST's, and answers what it declares. */
export async function evaluate({ file, stage, places, environment }: Evaluation): Promise<Graph> {
  const code = await bundleConfig(file);
  const $app: Record<string, unknown> = { stage };
  const globals: Record<string, unknown> = {
    $config: (config: Config) => config,
    $app,
    $dev: false,
    $interpolate: interpolate,
    $jsonStringify: jsonStringify,
    $resolve: resolve,
    ...(environment && { process: { env: environment } }),
  };
  // The config is asked for its name before anything may be declared, so it is loaded with empty namespaces first.
  const config = load(code, globals);
  const app = parseArgs("app() of the config", appSchema, await config.app({ stage }));
  const scope = createScope({ name: app.name, stage, removal: app.removal, protect: app.protect }, places);
  Object.assign($app, scope.graph.app);
  await load(code, { ...globals, ...createNamespaces(scope) }).run();
  for (const component of scope.components.values()) {
    const properties = resourceProperties(scope, component);
    if (properties) scope.graph.resources[component.id] = properties;
  }
  return scope.graph;
}

async function bundleConfig(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    target: "node24",
    logLevel: "silent",
  });
  const [bundle] = outputFiles;
  if (!bundle) throw new Error(`${file} could not be bundled.`);
  return bundle.text;
}

function load(code: string, globals: Record<string, unknown>): Config {
  const module: { exports: { default?: Config } } = { exports: {} };
  // Everything but Node's own modules is in the bundle.
  const scope = { module, exports: module.exports, require: createRequire(import.meta.url), ...globals };
  compileFunction(code, Object.keys(scope))(...Object.values(scope));
  if (!module.exports.default) throw new Error("sst.config.ts has no default export.");
  return module.exports.default;
}

function createScope(app: Graph["app"], places: Places): Scope {
  const graph: Graph = {
    app,
    buckets: [],
    queues: [],
    subscriptions: [],
    tables: [],
    sockets: [],
    functions: [],
    crons: [],
    sites: [],
    secrets: [],
    databases: [],
    workgroups: [],
    declared: [],
    resources: {},
  };
  return { graph, places, components: new Map(), wraps: new Map() };
}

type ComponentClass = new (scope: Scope, id: string, args?: unknown, options?: unknown) => Component;

function createNamespaces(scope: Scope) {
  const classes: Record<string, ComponentClass> = {
    Bucket,
    Queue,
    Dynamo,
    ApiGatewayWebSocket,
    Function: LambdaFunction,
    CronV2,
    Nextjs,
    Linkable,
    Secret,
  };
  const bound: Record<string, object> = {};
  for (const [name, Class] of Object.entries(classes)) {
    bound[name] = function construct(id: string, args?: unknown, options?: unknown) {
      const component = guard(id, new Class(scope, id, args, options));
      scope.components.set(id, component);
      return component;
    };
  }
  const { Linkable: BoundLinkable, Secret: BoundSecret, ...aws } = bound;
  const wrap = (wrapped: unknown, definition: (component: Component) => LinkDefinition) => {
    const name = Object.keys(bound).find((key) => bound[key] === wrapped);
    if (!name) throw new Error("sst.Linkable.wrap was given something that local/sst has no component for.");
    scope.wraps.set(classes[name], definition);
  };
  const permission = (args: object) => ({ type: "aws.permission", ...args });
  return {
    sst: guard("sst", {
      aws: guard("sst.aws", { ...aws, permission }),
      Linkable: Object.assign(BoundLinkable ?? {}, { wrap }),
      Secret: BoundSecret,
    }),
    aws: createAwsNamespace(scope),
  };
}
