import { z } from "zod";
import type { ComparableGraph } from "./comparable-graph.ts";
import { anything, type PlanReader, type Read, text } from "./plan-reader.ts";

const functionSchema = z.strictObject({
  role: text,
  timeout: z.int().default(3),
  memorySize: z.int().default(128),
  environment: z.strictObject({ variables: z.record(text, text) }).default({ variables: {} }),
  reservedConcurrentExecutions: z.int().optional(),
  runtime: z.literal("nodejs24.x"),
  packageType: z.literal("Zip"),
  publish: z.literal(false),
  // The laptop's functions have whatever its disk has.
  ephemeralStorage: z.strictObject({ size: z.int() }),
  layers: z.array(text).max(0).optional(),
  // The laptop has the processor that it has.
  architectures: z.tuple([z.enum(["arm64", "x86_64"])]),
  // Of the bundle, as the next two; plan.functions knows the one in the sources.
  handler: text,
  s3Bucket: text,
  s3Key: text,
  name: text,
  description: text,
  // Here output goes to a file, and nothing is traced.
  loggingConfig: anything,
  tracingConfig: anything,
});
type FunctionInputs = z.infer<typeof functionSchema>;

const invokeSchema = z.strictObject({
  functionName: text,
  maximumRetryAttempts: z.int().default(2),
  // Here no call waits.
  maximumEventAgeInSeconds: anything,
});
const builderSchema = z.looseObject({ dir: text });

/** What every Lambda has. */
const scratchMegabytes = 512;
/** SST's names for the site's function in a region, and for the step that builds the site. */
const serverPattern = /^(\w+)Server[A-Z][a-z]+\d$/;
const builderSuffix = "Builder";

export function readFunctions(reader: PlanReader): Pick<ComparableGraph, "function" | "site"> {
  const retries = new Map(
    reader
      .read("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", invokeSchema)
      .map(({ inputs }) => [reader.idOf(inputs.functionName), inputs.maximumRetryAttempts]),
  );
  const builders = reader.read("command:local:Command", builderSchema, builderSuffix);
  const graph: Pick<ComparableGraph, "function" | "site"> = { function: {}, site: {} };
  for (const read of reader.read("aws:lambda/function:Function", functionSchema, "Function")) {
    const site = siteOf(reader, read.id);
    if (site === undefined) graph.function[read.id] = toFunction(reader, read, retries.get(read.id) ?? 2);
    else {
      if (site in graph.site) reader.problem(`site ${site}: has a second server ${read.id}`);
      const { size } = read.inputs.ephemeralStorage;
      if (size !== scratchMegabytes) reader.problem(`site ${site}: has ${size} MB of scratch disk, for which sst.aws.Nextjs has no word`);
      const path = builders.find(({ id }) => id === site)?.inputs.dir ?? "nowhere";
      graph.site[site] = { path, ...toBase(reader, read) };
    }
  }
  for (const { id } of builders) if (!(id in graph.site)) reader.problem(`command:local:Command ${id}${builderSuffix}: builds no site`);
  return graph;
}

function siteOf({ plan }: PlanReader, id: string): string | undefined {
  const site = serverPattern.exec(id)?.[1];
  return site !== undefined && plan.links[site]?.type === "sst.aws.Nextjs" ? site : undefined;
}

function toFunction(reader: PlanReader, read: Read<FunctionInputs>, retries: number): ComparableGraph["function"][string] {
  const { inputs } = read;
  return {
    ...toBase(reader, read),
    handler: reader.plan.functions[read.id]?.handler ?? "nothing that SST builds",
    timeoutSeconds: inputs.timeout,
    memoryMegabytes: inputs.memorySize,
    storageMegabytes: inputs.ephemeralStorage.size,
    reservedConcurrency: inputs.reservedConcurrentExecutions ?? null,
    retries,
    bundle: reader.plan.functions[read.id]?.bundle ?? { minify: false, splitting: false, install: [] },
  };
}

/** SST's own variables carry links and keys; `CACHE_BUCKET_…` are of OpenNext's caches, which this site has switched off. */
const machineVariables = /^(SST_|CACHE_BUCKET_)/;

function toBase(reader: PlanReader, { id, inputs }: Read<FunctionInputs>) {
  const variables = Object.entries(inputs.environment.variables).filter(([name]) => !machineVariables.test(name));
  return {
    links: Object.keys(reader.plan.functions[id]?.links ?? {}),
    environment: reader.allShown(Object.fromEntries(variables)),
    rights: reader.rightsOf(inputs.role),
  };
}
