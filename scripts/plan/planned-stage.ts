import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashFiles } from "#local/site/hash-files";
import { withOpenNextBuild } from "../site/open-next-build.ts";
import { evaluateConfig } from "./evaluate-config.ts";
import type { Plan } from "./planned-resource.ts";
import { root } from "./platform.ts";

const sources = [
  "sst.config.ts",
  "infra/**",
  "core/**",
  "aws/**",
  "functions/**",
  "scripts/plan/*.ts",
  "scripts/fit/bundle-function.ts",
  "local/functions/sst-bundle.ts",
  "tsconfig.json",
  "package-lock.json",
  ".open-next/sources.sha256",
];

/** The plan of a stage, site and functions built; made anew where something that goes into it has changed. */
export async function plannedStage(stage: string, settings: Record<string, string> = {}): Promise<Plan> {
  // SST's components read the build while they are evaluated.
  return await withOpenNextBuild(async () => {
    const variant = createHash("sha256").update(JSON.stringify(settings)).digest("hex").slice(0, 8);
    const kept = join(root, ".sst", "plan", `${stage}.${variant}.json`);
    const hash = await hashFiles(root, sources);
    if (existsSync(kept)) {
      const { hash: known, plan } = JSON.parse(readFileSync(kept, "utf8")) as { hash: string; plan: Plan };
      if (known === hash) return plan;
    }
    const plan = await evaluateConfig(stage, settings);
    writeFileSync(kept, JSON.stringify({ hash, plan }));
    return plan;
  });
}
