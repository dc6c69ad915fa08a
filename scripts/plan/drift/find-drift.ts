import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { evaluate } from "#local/sst/evaluate";
import type { Graph } from "#local/sst/graph";
import { resourceTypes } from "#local/sst/resource-types";
import type { Places } from "#local/sst/scope";
import { planAccount, planRegion } from "../computed-outputs.ts";
import type { Plan } from "../planned-resource.ts";
import { root } from "../platform.ts";
import { secretMark } from "../record-plan.ts";
import { graphOfLaptop } from "./graph-of-laptop.ts";
import { graphOfPlan } from "./graph-of-plan.ts";
import { listDifferences } from "./list-differences.ts";

/**
 * Where the laptop runs something else than the plan would create, of the same stage with the same settings (SLUICE_…) of a
 * deployment; and where the committed types are not those that SST would write. A line each, none if all is well.
 */
export async function findDrift(plan: Plan, settings: Record<string, string> = {}): Promise<string[]> {
  const laptop = await evaluateOnLaptop(plan, settings);
  const { graph, problems } = graphOfPlan(plan);
  const types = await readFile(join(root, "sst-env.d.ts"), "utf8");
  return [...problems, ...listDifferences(graph, graphOfLaptop(laptop)), ...typeDifferences(resourceTypes(plan.links), types)];
}

/** The stage of a plan as local/ understands it. */
export async function evaluateOnLaptop(plan: Plan, settings: Record<string, string> = {}): Promise<Graph> {
  return await evaluate({ file: join(root, "sst.config.ts"), stage: plan.stage, places: placesOf(plan), environment: settings });
}

/** Addresses that AWS would draw are the plan's own, so that whatever is made of them can be compared. */
function placesOf({ links }: Plan): Places {
  const linked = (type: string, property: string) => {
    const value = Object.values(links).find((properties) => properties.type === type)?.[property];
    return typeof value === "string" ? value : `${type} is not in the plan`;
  };
  return {
    region: planRegion,
    accountId: planAccount,
    sqsUrl: `https://sqs.${planRegion}.amazonaws.com`,
    webUrl: linked("sst.aws.Nextjs", "url"),
    socketUrl: linked("sst.aws.ApiGatewayWebSocket", "url"),
    socketManagementEndpoint: linked("sst.aws.ApiGatewayWebSocket", "managementEndpoint"),
    secret: (id) => `${secretMark}${id}`,
  };
}

function typeDifferences(generated: string, committed: string): string[] {
  if (generated === committed) return [];
  const [would, is] = [generated.split("\n"), committed.split("\n")];
  const line = would.findIndex((text, index) => text !== is[index]);
  const quote = (text: string | undefined) => (text === undefined ? "nothing" : `"${text.trim()}"`);
  const at = line === -1 ? would.length : line;
  return [`sst-env.d.ts: line ${at + 1} is ${quote(is[at])}, SST would write ${quote(would[at])}`];
}
