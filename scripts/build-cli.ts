import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const project = fileURLToPath(new URL("..", import.meta.url));
const dist = join(project, "dist");
const entry = "sluice.js";
const parts = "parts";

/**
 * Commander can start sub-commands that are programs of their own. There are none here, and what it loads for that would
 * take a third of the time and memory that `--version` needs.
 */
const noPrograms: Plugin = {
  name: "no-programs",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:(child_process|fs|process)$/ }, ({ importer, path }) =>
      importer.includes("/node_modules/commander/") ? { path, namespace: "unneeded" } : null,
    );
    onLoad({ filter: /.*/, namespace: "unneeded" }, ({ path }) => ({
      contents: path === "node:process" ? "export default globalThis.process" : "export default {}",
    }));
  },
};

const { outputFiles } = await build({
  absWorkingDir: project,
  entryPoints: ["cli/sluice.ts"],
  outdir: "dist",
  bundle: true,
  // What is imported only when it is needed becomes a file of its own.
  splitting: true,
  chunkNames: `${parts}/[name]-[hash]`,
  format: "esm",
  platform: "node",
  target: "node24",
  // Has a library of the machine's own, and stays where npm put it.
  external: ["@duckdb/node-api"],
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  plugins: [noPrograms],
  write: false,
  logLevel: "warning",
});

// A command that runs meanwhile finds each file whole: the new parts come first, the entry next, and the old parts go last.
const files = new Map(outputFiles.map((file) => [relative(dist, file.path), file.contents]));
for (const name of [...files.keys()].sort((a, b) => Number(a === entry) - Number(b === entry))) {
  const path = join(dist, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, files.get(name) ?? "", { mode: name === entry ? 0o755 : 0o644 });
  renameSync(`${path}.${process.pid}`, path);
}
for (const name of readdirSync(join(dist, parts))) {
  if (!files.has(join(parts, name))) rmSync(join(dist, parts, name), { force: true });
}
