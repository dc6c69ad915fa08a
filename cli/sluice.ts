#!/usr/bin/env node
const neededMajor = 24;
const major = Number(process.versions.node.split(".")[0]);

// Everything else is loaded only after this question, since an older Node could not even read it.
if (major < neededMajor) {
  console.error(
    `sluice needs Node ${neededMajor} or newer; this is Node ${process.versions.node}. The project brings its own: use npx sluice.`,
  );
  process.exitCode = 2;
} else {
  const { main } = await import("./main.ts");
  await main(process.argv.slice(2));
}
