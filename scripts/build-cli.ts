import { chmodSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const project = fileURLToPath(new URL("..", import.meta.url));
const parts = "dist/parts";

const { metafile } = await build({
  absWorkingDir: project,
  entryPoints: ["cli/sluice.ts"],
  outdir: "dist",
  bundle: true,
  // What is imported only when it is needed becomes a file of its own.
  splitting: true,
  chunkNames: "parts/[name]-[hash]",
  format: "esm",
  platform: "node",
  target: "node24",
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});

chmodSync(join(project, "dist/sluice.js"), 0o755);
// Only now: until here, a running command could still want the old ones.
if (existsSync(join(project, parts))) {
  for (const name of readdirSync(join(project, parts))) {
    if (!Object.hasOwn(metafile.outputs, `${parts}/${name}`)) rmSync(join(project, parts, name));
  }
}
