import { type AwsPlaces, awsEnvironment, resourceEnvironment } from "../functions/function-environment.ts";
import type { Log } from "../log.ts";
import type { HeldPort } from "../processes/free-port.ts";
import type { Supervised } from "../processes/supervise.ts";
import type { Graph } from "../sst/graph.ts";
import { withTimeLimit } from "../time-limit.ts";
import { startSite } from "./site.ts";
import { buildSite } from "./site-build.ts";

const buildLimitMs = 600_000;

export interface RunSiteOptions {
  graph: Graph;
  places: AwsPlaces;
  root: string;
  /** Given free at the last moment. */
  port: HeldPort;
  mode: "start" | "dev";
  log: Log;
}

/** Builds the site where its sources changed. The build knows no address: it serves every later start. */
export function buildSiteWhereChanged(root: string, onLine: (line: string) => void): Promise<void> {
  return buildSite({ root, environment: buildEnvironment(), onLine });
}

export function buildEnvironment(): NodeJS.ProcessEnv {
  return baseEnvironment("production");
}

/** Runs the declared site as soon as `isReady` says that what it calls is there. */
export async function runSite({ graph, places, root, port, mode, log }: RunSiteOptions, isReady: Promise<unknown>): Promise<Supervised> {
  const [site] = graph.sites;
  if (!site) throw new Error("sst.config.ts declares no site.");
  const onLine = (line: string) => log.line(site.id, line);
  const build = mode === "start" ? withTimeLimit("Building the web app", buildLimitMs, buildSiteWhereChanged(root, onLine)) : undefined;
  await Promise.all([isReady, build]);
  const environment = {
    ...baseEnvironment(mode === "dev" ? "development" : "production"),
    ...awsEnvironment(places),
    ...resourceEnvironment(graph, site.links),
    ...site.environment,
  };
  await port.release();
  return startSite({ root, port: port.port, mode, environment, onLine, onProblem: (message) => log.problem(site.id, message) });
}

function baseEnvironment(NODE_ENV: "production" | "development"): NodeJS.ProcessEnv {
  // A profile of the person at the keyboard would win over the credentials given here.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS|SST)_/.test(name));
  return { ...Object.fromEntries(inherited), NEXT_TELEMETRY_DISABLED: "1", NODE_ENV };
}
