import { rmSync } from "node:fs";
import { join } from "node:path";
import { toMarkdownTable } from "../results-file.ts";
import { type Contestant, ours } from "./contestants.ts";
import type { Contest } from "./contests.ts";
import { hashOutput } from "./hash-output.ts";
import { cacheFolder } from "./inputs.ts";
import { measureNode, median, type Usage } from "./measure.ts";

interface Standing {
  contestant: Contestant;
  /** What the hash of its cells says. */
  cells: string;
  runs: Usage[];
}

/** Whether what it writes has the cells of the generator. Doubles as its warm-up. */
async function verify({ input, output }: Contest, { args, exits }: Contestant): Promise<string> {
  const path = join(cacheFolder, "output");
  await measureNode(args, path, exits);
  if (output === undefined) return "";
  const same = (await hashOutput(path, output.format, output.gzip)) === input.hash;
  rmSync(path);
  return same ? "equal" : "DIFFER";
}

/** Everyone in turn, `rounds` times; what fails is said and left out. */
export async function runContest(contest: Contest, rounds: number): Promise<string> {
  const standings: Standing[] = [];
  const failures: string[] = [];
  for (const contestant of contest.contestants) {
    try {
      standings.push({ contestant, cells: await verify(contest, contestant), runs: [] });
    } catch (error) {
      failures.push(`- ${contestant.name} failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  for (let round = 0; round < rounds; round++) {
    for (const { contestant, runs } of standings) runs.push(await measureNode(contestant.args, "/dev/null", contestant.exits));
  }
  return [`### ${contest.title}`, toTable(contest, standings), toGoals(contest, standings), failures.join("\n")]
    .filter((part) => part !== "")
    .join("\n\n");
}

const medianOf = (runs: readonly Usage[], fact: keyof Usage): number => median(runs.map((run) => run[fact]));

function toTable({ input, output }: Contest, standings: Standing[]): string {
  const best = standings.find(({ contestant }) => contestant.name === ours);
  const head = ["", "MB/s", "wall s", "CPU s", "RSS MB", `${ours} is`, ...(output ? ["cells"] : [])];
  const rows = standings.map(({ contestant, cells, runs }) => {
    const wall = medianOf(runs, "wallSeconds");
    const times = best ? `${(wall / medianOf(best.runs, "wallSeconds")).toFixed(2)} ×` : "-";
    const facts = [
      (input.bytes / 1e6 / wall).toFixed(0),
      wall.toFixed(2),
      medianOf(runs, "cpuSeconds").toFixed(2),
      medianOf(runs, "rssMegabytes").toFixed(0),
    ];
    return [contestant.name, ...facts, times, ...(output ? [cells] : [])];
  });
  return `${(input.bytes / 1e6).toFixed(0)} MB, ${input.rows.toLocaleString("en")} rows\n\n${toMarkdownTable(head, rows)}`;
}

function toGoals({ goals }: Contest, standings: Standing[]): string {
  const wallOf = (name: string): number =>
    medianOf(standings.find(({ contestant }) => contestant.name === name)?.runs ?? [], "wallSeconds");
  const lines = Object.entries(goals).map(([name, wanted]) => {
    const is = wallOf(name) / wallOf(ours);
    const slower = wanted < 1;
    const met = slower ? 1 / is >= wanted : is >= wanted;
    const said = slower
      ? `${name}: ${is.toFixed(2)} × the time of ${ours} (at most ${(1 / wanted).toFixed(2)})`
      : `${is.toFixed(1)} × ${name} (at least ${wanted})`;
    return `- ${met ? "met" : "MISSED"}: ${said}`;
  });
  return lines.join("\n");
}
