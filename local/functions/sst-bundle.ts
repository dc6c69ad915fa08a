import type { BuildOptions } from "esbuild";

// What SST puts before a bundle in ESM: packages in CommonJS expect these.
const banner = [
  'import { createRequire as topLevelCreateRequire } from "node:module";',
  'import { fileURLToPath as topLevelFileUrlToPath } from "node:url";',
  "const require = topLevelCreateRequire(import.meta.url);",
  "const __filename = topLevelFileUrlToPath(import.meta.url);",
  'const __dirname = topLevelFileUrlToPath(new URL(".", import.meta.url));',
].join("\n");

/** How SST 4.17 bundles a function of Node 24, the SDK included (its pkg/runtime/node/build.go). */
export const sstBundle = {
  bundle: true,
  format: "esm",
  platform: "node",
  target: "es2024",
  mainFields: ["module", "main"],
  external: ["sharp", "pg-native"],
  keepNames: true,
  sourcemap: "linked",
  outExtension: { ".js": ".mjs" },
  banner: { js: banner },
  logLevel: "warning",
} as const satisfies BuildOptions;
