#!/usr/bin/env node
const neededMajor = 24;
const major = Number(process.versions.node.split(".")[0]);

// Everything else is loaded only after this question, since an older Node could not even read it.
if (major >= neededMajor) {
  const { main } = await import("./main.ts");
  await main(process.argv.slice(2));
} else {
  const { runByOwnNode } = await import("./own-node.ts");
  if (!(await runByOwnNode(import.meta.url))) {
    console.error(`sluice needs Node ${neededMajor} or newer; this is Node ${process.versions.node}.`);
    process.exitCode = 2;
  }
}
