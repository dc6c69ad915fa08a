import { z } from "zod";
import type { Graph, Permission, ResourceProperties } from "./graph.ts";
import { Output, toPlain } from "./output.ts";

/** Addresses on this machine, chosen before anything is evaluated. */
export interface Places {
  region: string;
  accountId: string;
  sqsUrl: string;
  webUrl: string;
  socketUrl: string;
  socketManagementEndpoint: string;
  secret(id: string): string;
}

export interface LinkDefinition {
  properties: Record<string, unknown>;
  include?: unknown[];
}

/** One evaluation: what has been declared so far, and how names and links are made. */
export interface Scope {
  graph: Graph;
  places: Places;
  components: Map<string, Component>;
  wraps: Map<unknown, (component: Component) => LinkDefinition>;
}

/** What every component shares. */
export abstract class Component {
  abstract readonly kind: string;
  readonly id: string;
  readonly scope: Scope;

  constructor(scope: Scope, id: string) {
    if (scope.components.has(id)) throw new Error(`Two components are named "${id}".`);
    this.scope = scope;
    this.id = id;
  }

  /** What SST's own link of this component gives; null for what cannot be linked. */
  link(): LinkDefinition | null {
    return null;
  }
}

/** An unknown property is an error that names it, since an `undefined` would travel on unseen. */
export function guard<T extends object>(what: string, target: T): T {
  return new Proxy(target, {
    get(guarded, property, receiver) {
      if (typeof property === "string" && !(property in guarded)) throw new Error(`local/sst has no ${what}.${property}.`);
      return Reflect.get(guarded, property, receiver);
    },
  });
}

const permissionSchema = z.strictObject({
  type: z.literal("aws.permission"),
  actions: z.array(z.string()),
  resources: z.array(z.string()),
});

function linkDefinition(scope: Scope, component: Component): LinkDefinition | null {
  const wrap = scope.wraps.get(component.constructor);
  return wrap ? wrap(component) : component.link();
}

export function resourceProperties(scope: Scope, component: Component): ResourceProperties | null {
  const definition = linkDefinition(scope, component);
  if (!definition) return null;
  return { ...(toPlain(definition.properties) as Record<string, unknown>), type: component.kind };
}

/** Names and permissions of the things in a `link` array. */
export function readLinks(scope: Scope, links: Component[]): { ids: string[]; permissions: Permission[] } {
  const permissions = links.flatMap((component) => {
    const definition = linkDefinition(scope, component);
    if (!definition) throw new Error(`"${component.id}" cannot be linked.`);
    return parseArgs(`the link of "${component.id}"`, z.array(permissionSchema), definition.include ?? []);
  });
  return {
    ids: links.map(({ id }) => id),
    permissions: permissions.map(({ actions, resources }) => ({ effect: "allow", actions, resources })),
  };
}

/** Arguments of a component, checked: an argument that is not understood here is an error that names it. */
export function parseArgs<T>(what: string, schema: z.ZodType<T>, args: unknown): T {
  const parsed = schema.safeParse(toPlain(args));
  if (parsed.success) return parsed.data;
  throw new Error(`local/sst does not understand ${what}:\n${z.prettifyError(parsed.error)}`);
}

const componentSchema = z.instanceof(Component);
export const linksSchema = z.array(componentSchema).default([]);
export const environmentSchema = z.record(z.string(), z.string()).default({});
/** Options that decide about deployments and mean nothing on a laptop. */
export const optionsSchema = z
  .strictObject({ dependsOn: z.unknown(), retainOnDelete: z.boolean(), protect: z.boolean() })
  .partial()
  .default({});

export function arn(scope: Scope, service: string, name: string): Output<string> {
  const { region, accountId } = scope.places;
  return new Output(`arn:aws:${service}:${region}:${accountId}:${name}`);
}

/** Physical names, as SST makes them: app, stage and id. */
export function physicalName(scope: Scope, id: string): string {
  return `${scope.graph.app.name}-${scope.graph.app.stage}-${id}`;
}

/** The component that an arn, made by `arn()` above, belongs to. */
export function requireByArn<T>(scope: Scope, what: string, value: string, isOfKind: (component: Component) => component is Component & T) {
  for (const component of scope.components.values()) {
    if (isOfKind(component) && "arn" in component && toPlain(component.arn) === value) return component;
  }
  throw new Error(`${what}: ${value} belongs to nothing in this app.`);
}
