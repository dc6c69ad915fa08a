import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../plan/platform.ts";
import { bounds } from "./bounds.ts";
import { readFunctions } from "./deployed-functions.ts";
import { type Fit, fitFunction } from "./fit-function.ts";
import { isSdk } from "./measure-bundle.ts";

const { values } = parseArgs({ options: { times: { type: "string", default: "15" } } });

const fits: Fit[] = [];
for (const deployed of await readFunctions()) {
  fits.push(await fitFunction(deployed, join(root, ".sst", "fit", deployed.node.id), Number(values.times)));
}
printFits(fits);
const faults = fits.flatMap(({ id, faults }) => faults.map((fault) => `${id}: ${fault}`));
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);

function printFits(all: Fit[]): void {
  const rows = all.map(({ id, size, times: { fastest, median } }) => [
    id,
    kilobytes(size.bytes),
    kilobytes(size.bytesWithoutSdk),
    kilobytes(size.bytesAtImport),
    fastest.importMs.toFixed(1),
    median.importMs.toFixed(1),
    fastest.importCpuMs.toFixed(1),
    fastest.loadedMs.toFixed(1),
    median.megabytes.toFixed(0),
  ]);
  printTable(["function", "KB", "without SDK", "at import", "import ms", "median", "CPU ms", "with clients ms", "RSS MB"], rows);
  console.log(
    `\nBounds: ${kilobytes(bounds.bytesWithoutSdk)} KB without the SDK, the fastest of ${values.times} imports in ${bounds.importMs} ms.`,
  );
  console.log("\nLargest parts in KB (the SDK's in brackets):");
  for (const { id, size } of all) {
    const parts = size.parts
      .slice(0, 12)
      .map(({ name, bytes }) => (isSdk(name) ? `[${name} ${kilobytes(bytes)}]` : `${name} ${kilobytes(bytes)}`));
    console.log(`  ${id}: ${parts.join(", ")}`);
  }
}

function printTable(head: string[], rows: string[][]): void {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of [head, ...rows]) {
    console.log(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  "));
  }
}

function kilobytes(bytes: number): string {
  return Math.round(bytes / 1000).toString();
}
