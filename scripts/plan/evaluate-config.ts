import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import type { Plan } from "./planned-resource.ts";
import { ensurePlatform, platformFolder, root } from "./platform.ts";

/**
 * The plan of one stage, from the real components of SST, with the settings of a deployment (SLUICE_…) that are given. Needs the
 * build of the site in .open-next.
 */
export async function evaluateConfig(stage: string, settings: Record<string, string> = {}): Promise<Plan> {
  ensurePlatform();
  // Of this process alone: several may plan at the same time.
  const work = join(root, ".sst", "plan", `${stage}.${process.pid}`);
  mkdirSync(work, { recursive: true });
  // Inside the platform's folder, where the Pulumi SDK is found; SST puts its own bundle of the config there too.
  const program = join(platformFolder, `plan.${stage}.${process.pid}.mjs`);
  const answer = join(work, "plan.json");
  try {
    await bundleProgram(program, { stage, work, answer });
    await runProgram(program, settings);
    return JSON.parse(readFileSync(answer, "utf8")) as Plan;
  } finally {
    rmSync(program, { force: true });
    rmSync(`${program}.map`, { force: true });
    rmSync(work, { recursive: true, force: true });
  }
}

async function bundleProgram(outfile: string, { stage, work, answer }: { stage: string; work: string; answer: string }): Promise<void> {
  const source = (path: string) => JSON.stringify(join(root, path));
  const platform = (path: string) => JSON.stringify(join(platformFolder, path));
  const contents = `
import { writeFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
import * as sst from ${platform("src/components/index.ts")};
import { run } from ${platform("src/auto/run.ts")};
import config from ${source("sst.config.ts")};
import { recordPlan } from ${source("scripts/plan/record-plan.ts")};
import { buildFunction } from ${source("scripts/plan/build-function.ts")};
Object.assign(globalThis, { aws, sst });
const plan = await recordPlan({
  runtime: pulumi.runtime, stage: ${JSON.stringify(stage)}, root: ${JSON.stringify(root)}, platform: ${JSON.stringify(platformFolder)},
  work: ${JSON.stringify(work)}, config, evaluate: () => run(config.run), buildFunction: (input) => buildFunction(input, ${JSON.stringify({ root, work })}),
});
writeFileSync(${JSON.stringify(answer)}, JSON.stringify(plan));
process.exit(0);
`;
  await build({
    stdin: { contents, resolveDir: platformFolder, sourcefile: "plan.ts", loader: "ts" },
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
    sourcemap: "linked",
    // Some of SST's modules read it while they are loaded; recordPlan() fills it.
    banner: { js: "globalThis.$app = {};" },
    inject: [join(platformFolder, "src", "shim", "run.js")],
    // Everything that the platform brought stays where it is; esbuild cannot bundle itself.
    packages: "external",
    plugins: [stableNames, ownBundler],
    logLevel: "warning",
  });
}

/** The platform brings an older esbuild than the one in SST's CLI, which knows the language of Node 24. */
const ownBundler: Plugin = {
  name: "own-bundler",
  setup({ onResolve }) {
    const own = join(root, "node_modules", "esbuild", "lib", "main.js");
    onResolve({ filter: /^esbuild$/ }, ({ importer }) => (importer.startsWith(platformFolder) ? undefined : { path: own, external: true }));
  },
};

/** SST ends physical names with random letters. A plan draws them from the name, so that two plans of one thing are equal. */
const stableNames: Plugin = {
  name: "stable-names",
  setup({ onLoad }) {
    onLoad({ filter: /src\/components\/naming\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const contents = text.replace('crypto.randomBytes(8).toString("hex")', 'crypto.createHash("sha256").update(main).digest("hex")');
      if (contents === text) throw new Error(`${path} no longer draws its names where a plan expects it.`);
      return { contents, loader: "ts" };
    });
  },
};

async function runProgram(program: string, settings: Record<string, string>): Promise<void> {
  // SST hands the whole environment to the site's build, so that it would stand in the plan: only what is needed goes in.
  const env: NodeJS.ProcessEnv = { NODE_ENV: "production", ...settings };
  const child = spawn(process.execPath, ["--enable-source-maps", program], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`SST's components could not be evaluated:\n${said.join("")}`);
}
