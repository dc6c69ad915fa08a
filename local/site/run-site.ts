import { type AwsPlaces, awsEnvironment, resourceEnvironment } from "../functions/function-environment.ts";
import type { Log } from "../log.ts";
import type { Supervised } from "../processes/supervise.ts";
import type { Graph, SiteNode } from "../sst/graph.ts";
import { startSite } from "./site.ts";
import { buildSite } from "./site-build.ts";

export interface RunSiteOptions {
  graph: Graph;
  places: AwsPlaces;
  root: string;
  port: number;
  mode: "start" | "dev";
  log: Log;
}

/** Builds the declared site where it changed, then runs it once `isReady` says that what it calls is there. */
export async function runSite({ graph, places, root, port, mode, log }: RunSiteOptions, isReady: Promise<unknown>): Promise<Supervised> {
  const [site] = graph.sites;
  if (!site) throw new Error("sst.config.ts declares no site.");
  const environment = siteEnvironment(graph, places, site, mode);
  const onLine = (line: string) => log.line(site.id, line);
  if (mode === "start") await buildSite({ root, environment, onLine });
  await isReady;
  return startSite({ root, port, mode, environment, onLine, onProblem: (message) => log.problem(site.id, message) });
}

function siteEnvironment(graph: Graph, places: AwsPlaces, site: SiteNode, mode: "start" | "dev"): NodeJS.ProcessEnv {
  // A profile of the person at the keyboard would win over the credentials below.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS|SST)_/.test(name));
  return {
    ...Object.fromEntries(inherited),
    ...awsEnvironment(places),
    ...resourceEnvironment(graph, site.links),
    ...site.environment,
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_ENV: mode === "dev" ? "development" : "production",
  };
}
