import { dirname } from "node:path";
import type { Metafile } from "esbuild";

export interface BundleSize {
  /** Of all files that are deployed. */
  bytes: number;
  bytesWithoutSdk: number;
  /** Of the files that are read when the handler is imported; the others are read when they are needed, or never. */
  bytesAtImport: number;
  /** By package, or by room of this repository; largest first. */
  parts: { name: string; bytes: number }[];
  /** Every file of which something went in, from the repository's root. */
  inputs: string[];
}

const sdk = /^@(aws-sdk|smithy|aws-crypto|aws)\//;
/** What the SDK alone brings along. */
const sdkOnly = new Set(["bowser", "fast-xml-parser", "strnum", "tslib", "mnemonist", "obliterator"]);

/** What went into a bundle, from esbuild's own record of it. */
export function measureBundle({ outputs }: Metafile): BundleSize {
  const sizes = new Map<string, number>();
  const files = new Set<string>();
  let bytes = 0;
  for (const output of Object.values(outputs)) {
    bytes += output.bytes;
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      if (bytesInOutput > 0) files.add(input);
      const name = partOf(input);
      sizes.set(name, (sizes.get(name) ?? 0) + bytesInOutput);
    }
  }
  const parts = [...sizes].map(([name, size]) => ({ name, bytes: size })).sort((a, b) => b.bytes - a.bytes);
  const sdkBytes = parts.filter(({ name }) => isSdk(name)).reduce((sum, part) => sum + part.bytes, 0);
  return { bytes, bytesWithoutSdk: bytes - sdkBytes, bytesAtImport: sumAtImport(outputs), parts, inputs: [...files] };
}

export function isSdk(part: string): boolean {
  return sdk.test(part) || sdkOnly.has(part);
}

function partOf(input: string): string {
  const [, name] = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*\/node_modules\/)/.exec(input) ?? [];
  return name ?? dirname(input).split("/").slice(0, 2).join("/");
}

function sumAtImport(outputs: Metafile["outputs"]): number {
  const seen = new Set<string>();
  const waiting = Object.keys(outputs).filter((path) => path.endsWith("/bundle.mjs"));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const imported = outputs[path]?.imports.filter(({ kind, external }) => kind !== "dynamic-import" && !external) ?? [];
    waiting.push(...imported.map((reference) => reference.path));
  }
  return [...seen].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
}
