import { planRegion, toCreated, toLookup } from "./computed-outputs.ts";
import type { Plan, PlannedFunction, PlannedResource } from "./planned-resource.ts";
import { serveRpc } from "./sst-rpc.ts";

// Runs inside the bundle of sst.config.ts, beside SST's components and the Pulumi SDK that they were made for.

interface MockArgs {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
  custom?: boolean;
  /** Of a resource that is only looked up. */
  id?: string;
}

interface Outputs {
  getUrn(): string;
  getOutputs(): { toJavaScript(): Record<string, unknown> };
}

/** What is used of `@pulumi/pulumi`'s runtime. */
export interface PulumiRuntime {
  setMocks(
    mocks: {
      newResource(args: MockArgs): { id: string; state: Record<string, unknown> };
      call(args: { token: string; inputs: Record<string, unknown> }): Record<string, unknown>;
    },
    project: string,
    stack: string,
  ): Promise<void>;
  getMonitor(): {
    registerResourceOutputs(request: Outputs, callback: (...args: unknown[]) => void): void;
    newUrn(parent: string, type: string, name: string): string;
  };
  setAllConfig(config: Record<string, string>): void;
  runInPulumiStack(program: () => Promise<unknown>): Promise<Record<string, unknown>>;
  disconnect(): Promise<void>;
}

declare const $app: object;

interface App {
  name: string;
  removal?: string;
  protect?: boolean;
  providers?: Record<string, Record<string, unknown> | string | boolean>;
}

interface Recording {
  runtime: PulumiRuntime;
  stage: string;
  root: string;
  platform: string;
  work: string;
  config: { app(input: { stage: string }): App | Promise<App> };
  evaluate(): Promise<Record<string, unknown>>;
  buildFunction(input: BuildInput): Promise<object>;
}

interface BuildInput {
  functionID: string;
  handler: string;
  bundle?: string;
  links: Record<string, Record<string, unknown>>;
  /** `nodejs` of the function's arguments, and its architecture. */
  properties?: { minify?: boolean; splitting?: boolean; install?: Record<string, string> };
}

/** Evaluates the config as `sst deploy` would, against a Pulumi that creates nothing and writes down what it is asked for. */
export async function recordPlan(recording: Recording): Promise<Plan> {
  const { runtime, stage, config } = recording;
  const app = { removal: "retain", protect: false, providers: {}, ...(await config.app({ stage })), stage };
  const provider = defaultProvider(app);
  const resources: PlannedResource[] = [{ type: "pulumi:providers:aws", name: "default", inputs: provider }];
  const links: Plan["links"] = {};
  const functions: Plan["functions"] = {};
  const rpc = await serveRpc({
    "Provider.Aws.Bootstrap": () => ({ asset: `sst-asset-${stage}`, state: `sst-state-${stage}`, assetEcrRegistryId: "", assetEcrUrl: "" }),
    "Runtime.Build": (args) => {
      const input = toPlain(args) as BuildInput;
      functions[input.functionID] = { handler: input.handler, links: input.links, bundle: toBundling(input) };
      return recording.buildFunction(input);
    },
  });
  setEnvironment(rpc.url);
  setGlobals({ app, recording });
  await runtime.setMocks(
    {
      newResource({ type, name, inputs, custom, id }) {
        const plain = toPlain(inputs) as Record<string, unknown>;
        // SST builds the site at every deployment by a trigger that is the time of day.
        if (type === "command:local:Command") delete plain.triggers;
        if (custom && !id) resources.push({ type, name, inputs: plain });
        return toCreated(type, name, plain);
      },
      call: ({ token, inputs }) => toLookup(token, toPlain(inputs) as Record<string, unknown>),
    },
    app.name,
    stage,
  );
  // SST makes providers of other regions from it.
  runtime.setAllConfig(Object.fromEntries(Object.entries(provider).map(([key, value]) => [`aws:${key}`, toText(value)])));
  nameAsEngine(runtime);
  hearLinks(runtime, links);
  const outputs = toPlain(await runtime.runInPulumiStack(recording.evaluate)) as Record<string, unknown>;
  await runtime.disconnect();
  rpc.close();
  const byKey = (a: PlannedResource, b: PlannedResource) => compare(a.type, b.type) || compare(a.name, b.name);
  const plan = {
    stage,
    app: { name: app.name, removal: app.removal, protect: app.protect },
    resources: resources.sort(byKey),
    links,
    functions,
    outputs,
  };
  // Whoever plans, wherever the project lies, gets the same.
  return JSON.parse(JSON.stringify(plan).replaceAll(recording.root, ".")) as Plan;
}

/** What is left out is false to SST's CLI, whatever its documentation says. */
function toBundling({ properties = {} }: BuildInput): PlannedFunction["bundle"] {
  const { minify = false, splitting = false, install = {} } = properties;
  return { minify, splitting, install: Object.keys(install) };
}

/** SST's CLI gives the provider its region, and tags of its own beside those of the config. */
function defaultProvider({ name, stage, providers = {} }: App & { stage: string }): Record<string, unknown> {
  const { defaultTags, ...own } = (typeof providers.aws === "object" ? providers.aws : {}) as {
    defaultTags?: { tags?: Record<string, string> };
  };
  return { region: planRegion, ...own, defaultTags: { tags: { ...defaultTags?.tags, "sst:app": name, "sst:stage": stage } } };
}

const toText = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

/** Every secret has a value in a plan, and one that shows wherever it turns up. */
export const secretMark = "value-of-the-secret-";

/** Answered when asked for by name, and not among what SST hands on to the site's build, which stands in the plan. */
function setEnvironment(rpcUrl: string): void {
  const asked: Record<string, string> = { SST_SERVER: rpcUrl, SST_AWS_REGION: planRegion };
  process.env = new Proxy(process.env, {
    get(target, key) {
      if (typeof key !== "string") return Reflect.get(target, key);
      return key.startsWith("SST_SECRET_") ? `${secretMark}${key.slice("SST_SECRET_".length)}` : (asked[key] ?? target[key]);
    },
  });
}

function setGlobals({ app, recording: { root, platform, work } }: { app: object; recording: Recording }): void {
  Object.assign($app, app);
  Object.assign(globalThis, {
    $dev: false,
    $cli: { command: "deploy", rpc: "", paths: { home: work, root, work, platform }, home: "aws", state: { version: {} } },
  });
}

/** The engine leaves the stack out of the types in a URN, which SST reads the type of a link from; Pulumi's mocks do not. */
function nameAsEngine(runtime: PulumiRuntime): void {
  const monitor = runtime.getMonitor();
  const newUrn = monitor.newUrn.bind(monitor);
  monitor.newUrn = (parent, type, name) => newUrn(parent.includes("::pulumi:pulumi:Stack::") ? "" : parent, type, name);
}

/** SST tells its CLI of every link by an output of a component made for that; the CLI writes sst-env.d.ts from them. */
function hearLinks(runtime: PulumiRuntime, links: Plan["links"]): void {
  const monitor = runtime.getMonitor();
  const register = monitor.registerResourceOutputs.bind(monitor);
  monitor.registerResourceOutputs = (request, callback) => {
    if (request.getUrn().split("::")[2]?.endsWith("sst:sst:LinkRef")) {
      const { target, properties } = toPlain(request.getOutputs().toJavaScript()) as {
        target: string;
        properties: Record<string, unknown>;
      };
      links[target] = properties;
    }
    register(request, callback);
  };
}

// How Pulumi marks a secret on the wire: https://www.pulumi.com/docs/iac/concepts/secrets/
const signatureKey = "4dabf18193072939515e22adb298388d";

/** Plain JSON: secrets opened, files by their place in the project. */
function toPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Promise) return "(not known before deployment)";
  if (signatureKey in value && "value" in value) return toPlain(value.value);
  if ("path" in value && typeof value.path === "string") return { path: value.path };
  if ("text" in value && "__pulumiAsset" in value) return { text: value.text };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toPlain(inner)]));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
