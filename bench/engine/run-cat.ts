import { rmSync } from "node:fs";
import { join } from "node:path";
import { toMarkdownTable } from "../results-file.ts";
import { sluiceConvert } from "./contestants.ts";
import { hashOutput } from "./hash-output.ts";
import { cacheFolder, type Input, type InputKind, requireInput } from "./inputs.ts";
import { measureCat, measureNode, median, type Usage } from "./measure.ts";

interface Pairs {
  kind: InputKind;
  input: Input;
  cat: Usage[];
  sluice: Usage[];
  /** Peak memory on a tenth of the file. */
  smallRss: number;
  cells: string;
}

const goals: [InputKind, number][] = [
  ["orders", 0.35],
  ["wide", 0.25],
  ["narrow", 0.25],
  ["text", 0.25],
];

async function checkCells(input: Input): Promise<{ cells: string; rss: number }> {
  const output = join(cacheFolder, "output");
  const { rssMegabytes: rss } = await measureNode(sluiceConvert(input, "ndjson").args, output);
  const cells = (await hashOutput(output, "ndjson")) === input.hash ? "equal" : "DIFFER";
  rmSync(output);
  return { cells, rss };
}

/** Of the other kinds a tenth is hashed: larger files repeat the same rows. */
const hashedWhole: readonly InputKind[] = ["orders"];

async function runPairs(kind: InputKind, megabytes: number, pairs: number): Promise<Pairs> {
  const input = requireInput(kind, megabytes);
  const small = await checkCells(requireInput(kind, megabytes / 10));
  const cells = hashedWhole.includes(kind) ? (await checkCells(input)).cells : small.cells;
  const { args } = sluiceConvert(input, "ndjson");
  await measureCat(input.path);
  await measureNode(args);
  const cat: Usage[] = [];
  const sluice: Usage[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    cat.push(await measureCat(input.path));
    sluice.push(await measureNode(args));
  }
  return { kind, input, cat, sluice, smallRss: small.rss, cells };
}

/** CSV → NDJSON against `cat FILE | wc -l`, one after the other, in pairs, the file being in the page cache. */
export async function runCat(megabytes: number, pairs: number): Promise<string> {
  const head = ["", "share of cat", "goal", "MB/s", "cat MB/s", "wall s", "CPU s", "cat CPU s", "RSS MB", "RSS MB at a tenth", "cells"];
  const rows: string[][] = [];
  for (const [kind, goal] of goals) {
    const { input, cat, sluice, smallRss, cells } = await runPairs(kind, megabytes, pairs);
    const share = median(sluice.map((run, index) => (cat[index]?.wallSeconds ?? Number.NaN) / run.wallSeconds));
    const of = (runs: Usage[], fact: keyof Usage): number => median(runs.map((run) => run[fact]));
    const rate = (runs: Usage[]): string => (input.bytes / 1e6 / of(runs, "wallSeconds")).toFixed(0);
    const rss = [Math.max(...sluice.map((run) => run.rssMegabytes)), smallRss].map((value) => value.toFixed(0));
    const percent = `${(share * 100).toFixed(0)} %${share >= goal ? "" : " (MISSED)"}`;
    const times = [of(sluice, "wallSeconds"), of(sluice, "cpuSeconds"), of(cat, "cpuSeconds")].map((value) => value.toFixed(2));
    rows.push([kind, percent, `${goal * 100} %`, rate(sluice), rate(cat), ...times, ...rss, cells]);
  }
  const note = `${pairs} pairs; the share is the median of the pairs' ratios of wall time. Goals for memory: at most 90 MB, growing by at most 10 from a tenth.`;
  return `### CSV → NDJSON beside \`cat FILE | wc -l\`, ${megabytes} MB\n\n${note}\n\n${toMarkdownTable(head, rows)}`;
}
