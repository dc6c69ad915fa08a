/**
 * Counts what jobs use, on the local stack with the production build of the site and a real browser: `npm run cost:measure`
 * writes scripts/cost/measured/product.json, from which `npm run cost` writes docs/cost.md.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Input, requireInput } from "../../bench/engine/inputs.ts";
import { describeRun } from "../../bench/results-file.ts";
import { type Stack, startStack } from "../../local/stack.ts";
import { startVisitor, type Visitor } from "./measure/browser.ts";
import { createObserver, type Observer } from "./measure/observer.ts";
import type { CaseMeasurement, ProductMeasurement, Usage } from "./product-measurement.ts";

const smallJobs = 20;
/** Notices, deletions and logs come a little later than the toast. */
const settleMs = 3_000;
const sweepEveryMs = 60_000;
const stage = "cost";

interface Session {
  observer: Observer;
  visitor: Visitor;
  folder: string;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-cost-"));
  let stack: Stack | undefined;
  const graph = () => stack?.graph ?? fail("The stack is not there yet.");
  const observer = createObserver({
    folder: join(folder, "observed"),
    idOf: (name) => graph().functions.find((node) => node.name === name)?.id ?? name,
    indexesOf(name) {
      const table = graph().tables.find((node) => node.name === name);
      return [...(table?.localIndexes ?? []), ...(table?.globalIndexes ?? [])].map(({ hash, range }) =>
        [hash, range ?? hash].filter((key) => key !== "pk" && key !== "sk"),
      );
    },
  });
  // The site inherits this process's environment, a function does not.
  Object.assign(process.env, observer.variables);
  let visitor: Visitor | undefined;
  try {
    stack = await startStack({ home: join(folder, "home"), stage, web: true, functionVariables: observer.variables });
    visitor = await startVisitor(stack.webUrl ?? fail("The site is not running."));
    const session = { observer, visitor, folder };
    const measurement = await measure(session, stack);
    writeFileSync(new URL("./measured/product.json", import.meta.url), `${JSON.stringify(measurement, null, 2)}\n`);
  } finally {
    await visitor?.close();
    await stack?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(session: Session, stack: Stack): Promise<ProductMeasurement> {
  const { observer, visitor } = session;
  const small = requireInput("orders", 1);
  const large = requireInput("orders", 1000);
  // Nobody measures what the first of everything costs here: a start of a function is accounted for by itself.
  await visitor.open();
  await convert(session, small, 2, "warm-up");
  const page = await watch(session, () => visitor.open());
  const cases = {
    small: await measureCase(session, small, smallJobs),
    large: await measureCase(session, large, 1),
  };
  const from = Date.now();
  await sleep(sweepEveryMs + settleMs);
  const sweep = observer.usage(from, Date.now(), "Sweep");
  return {
    run: describeRun("npm run cost:measure"),
    loadAverage: Math.round(10 * (loadavg()[1] ?? 0)) / 10,
    initCpuMs: Object.fromEntries(stack.graph.functions.map(({ id }) => [id, observer.initCpuMs(id)])),
    cases,
    page,
    sweep: {
      use: sweep.functions.Sweep ?? fail("Nothing swept within a minute."),
      requestUnits: sweep.requestUnits,
      metricSeries: observer.metricSeries("Sweep"),
    },
    metricSeries: observer.metricSeries(),
  };
}

async function measureCase(session: Session, input: Input, jobs: number): Promise<CaseMeasurement> {
  let outputBytes = 0;
  const begun = performance.now();
  let wallMs = 0;
  const usage = await watch(session, async () => {
    outputBytes = await convert(session, input, jobs, `${jobs}-jobs`);
    wallMs = Math.round(performance.now() - begun);
  });
  return { jobs, inputBytes: input.bytes * jobs, outputBytes, rows: input.rows * jobs, wallMs, ...usage };
}

/** One job after the other; the bytes of their first results. */
async function convert({ visitor, folder }: Session, input: { path: string }, jobs: number, label: string): Promise<number> {
  let outputBytes = 0;
  for (let n = 1; n <= jobs; n++) {
    const name = `${label}-${n}.csv`;
    const path = join(folder, name);
    cpSync(input.path, path);
    outputBytes += (await visitor.convert({ path, name })).outputBytes;
    rmSync(path);
  }
  return outputBytes;
}

async function watch({ observer, visitor }: Session, work: () => Promise<unknown>): Promise<Usage> {
  await sleep(settleMs);
  visitor.takeCounts();
  const from = Date.now();
  const cpuBefore = observer.siteCpuMs();
  await work();
  await sleep(settleMs);
  const { site, functions, ...usage } = observer.usage(from, Date.now());
  // It runs every minute whatever is done, and is accounted for by itself.
  const { Sweep: _, ...used } = functions;
  return { ...usage, functions: used, site: { ...site, cpuMs: observer.siteCpuMs() - cpuBefore }, browser: visitor.takeCounts() };
}

function fail(message: string): never {
  throw new Error(message);
}

await main();
