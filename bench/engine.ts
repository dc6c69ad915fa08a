/**
 * How fast the built command is, beside others doing the same work on the same files in the same run, everyone in turn.
 * `npm run bench:engine` takes about twelve minutes on an idle machine and writes RESULTS.md. `--only ndjson,cat` runs some,
 * `--scale 0.1` shrinks the files, `--rounds 3` and `--pairs 3` repeat less; a partial run is printed and not written.
 */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { listContests } from "./engine/contests.ts";
import { runCat } from "./engine/run-cat.ts";
import { runContest } from "./engine/run-contest.ts";
import { installPeers } from "./peer-module.ts";
import { describeRun, writeSection } from "./results-file.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    scale: { type: "string", default: "1" },
    rounds: { type: "string", default: "5" },
    pairs: { type: "string", default: "7" },
  },
});

async function main(): Promise<void> {
  if (!existsSync(new URL("../dist/sluice.js", import.meta.url))) throw new Error("dist/sluice.js is not there: npm run build makes it.");
  installPeers();
  const scale = Number(values.scale);
  const only = values.only?.split(",");
  const wanted = (name: string): boolean => only === undefined || only.includes(name);
  const parts: string[] = [];
  const say = (part: string): void => {
    parts.push(part);
    process.stdout.write(`${part}\n\n`);
  };
  if (wanted("cat")) say(await runCat(1_000 * scale, Number(values.pairs)));
  for (const { name, create } of listContests(scale)) if (wanted(name)) say(await runContest(create(), Number(values.rounds)));
  const facts = "Medians; wall time of the whole process, input bytes over it; CPU time of all its threads; peak RSS; output to nowhere.";
  const hash = "Cells: the hash of all cells of what was written, once, beside the generator's.";
  const head = `${describeRun("npm run bench:engine")} ${values.rounds} rounds, everyone in turn. ${facts} ${hash}`;
  const whole = only === undefined && scale === 1;
  if (whole) writeSection("Engine", [head, ...parts].join("\n\n"));
}

await main();
