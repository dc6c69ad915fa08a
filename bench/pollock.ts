/**
 * What readers make of one table, polluted in every way of a published taxonomy (G. Vitagliano and others, "Pollock: a data
 * loading benchmark", VLDB 2023): how many files come out exact, wrong with an issue, wrong and silent, or not at all.
 * `npm run bench:pollock` writes it into RESULTS.md. `--list NAME` prints what a reader did not get exactly, `--only NAME` runs
 * one reader and writes nothing, `--save DIR` leaves the files there.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { installPeers } from "./peer-module.ts";
import { classify, type Outcome, type Verdict } from "./pollution/classify.ts";
import { createFileLevelFiles } from "./pollution/file-level.ts";
import type { PollutedFile } from "./pollution/polluted-file.ts";
import type { PollutionReader } from "./pollution/reading.ts";
import { createRecordLevelFiles } from "./pollution/record-level.ts";
import { describeRun, toMarkdownTable, writeSection } from "./results-file.ts";

interface Report {
  reader: PollutionReader;
  outcomes: Outcome[];
}

async function createPeers(): Promise<PollutionReader[]> {
  installPeers();
  const { papaparse } = await import("./pollution/readers/papaparse.ts");
  const { csvParse } = await import("./pollution/readers/csv-parse.ts");
  const { udsv } = await import("./pollution/readers/udsv.ts");
  const { createDuckdb } = await import("./pollution/readers/duckdb.ts");
  return [papaparse, csvParse, udsv, await createDuckdb({ storeRejects: false }), await createDuckdb({ storeRejects: true })];
}

async function createReaders(only: string | undefined): Promise<PollutionReader[]> {
  const chosen = ({ name }: PollutionReader): boolean => only === undefined || name === only;
  const { createSluice } = await import("./pollution/readers/sluice.ts");
  const ours = [createSluice("wasm"), createSluice("plain")].slice(0, only === undefined ? 1 : 2).filter(chosen);
  return ours.length > 0 && only !== undefined ? ours : [...ours, ...(await createPeers()).filter(chosen)];
}

async function judge(reader: PollutionReader, files: PollutedFile[]): Promise<Report> {
  const outcomes: Outcome[] = [];
  for (const file of files) outcomes.push(classify(file, await reader.read(file.bytes)));
  reader.close?.();
  return { reader, outcomes };
}

function count(outcomes: Outcome[], verdict: Verdict, level?: Outcome["level"]): number {
  return outcomes.filter((outcome) => outcome.verdict === verdict && (level === undefined || outcome.level === level)).length;
}

function toOverview(reports: Report[]): string {
  const head = ["reader", "exact", "wrong with an issue", "silent: records", "silent: files", "refused", "records lost"];
  const rows = reports.map(({ reader, outcomes }) => {
    const lost = outcomes.reduce((sum, outcome) => sum + outcome.lost, 0);
    const silent = (["record", "file"] as const).map((level) => count(outcomes, "silent", level));
    return [
      reader.name,
      ...[count(outcomes, "exact"), count(outcomes, "flagged"), ...silent, count(outcomes, "refused"), lost].map(String),
    ];
  });
  return toMarkdownTable(head, rows);
}

function toKinds(reports: Report[]): string {
  const kinds = [...new Set(reports[0]?.outcomes.map(({ kind }) => kind))];
  const head = ["kind (files)", ...reports.map(({ reader }) => reader.name)];
  const rows = kinds.map((kind) => {
    const of = (report: Report): Outcome[] => report.outcomes.filter((outcome) => outcome.kind === kind);
    const cells = reports.map((report) =>
      (["exact", "flagged", "silent", "refused"] as const).map((verdict) => count(of(report), verdict)).join(" / "),
    );
    return [`${kind} (${reports[0] ? of(reports[0]).length : 0})`, ...cells];
  });
  return toMarkdownTable(head, rows);
}

function list(outcomes: Outcome[]): void {
  for (const { file, verdict, lost, said, firstDifference } of outcomes) {
    if (verdict === "exact" && lost === 0) continue;
    process.stdout.write(`${verdict.padEnd(8)} ${file} differs at ${firstDifference ?? "-"} lost ${lost} said ${said.join(" ")}\n`);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { list: { type: "string" }, only: { type: "string" }, save: { type: "string" } } });
  const files = [...createFileLevelFiles(), ...createRecordLevelFiles()];
  if (values.save !== undefined) {
    mkdirSync(values.save, { recursive: true });
    for (const file of files) writeFileSync(join(values.save, file.name), file.bytes);
  }
  const reports: Report[] = [];
  for (const reader of await createReaders(values.only ?? values.list)) reports.push(await judge(reader, files));
  if (values.list !== undefined) list(reports[0]?.outcomes ?? []);
  const settings = reports.map(({ reader }) => `- ${reader.name}: ${reader.settings}`).join("\n");
  const exact = reports.map(({ outcomes }) => count(outcomes, "exact"));
  const ratios = reports.slice(1).map(({ reader }, index) => `${((exact[0] ?? 0) / (exact[index + 1] ?? 0)).toFixed(2)} × ${reader.name}`);
  const body = [
    `${describeRun("npm run bench:pollock")}\n\n${files.length} files made from one table of 83 records and 9 columns.`,
    toOverview(reports),
    `Exact tables: ${ratios.join(", ")}. Lost: no row of the output stands for the record, whether it was dropped or drawn into another.`,
    "Exact is rare among damaged records for whoever does not guess: what was lost is not in the file. It can be reached where an empty last cell or a separator behind the last cell is the damage; DuckDB with store_rejects gets most of its exact tables there.",
    `By kind: exact / wrong with an issue / wrong and silent / refused\n\n${toKinds(reports)}`,
    settings,
  ].join("\n\n");
  process.stdout.write(`${body}\n`);
  if (values.only === undefined && values.list === undefined) writeSection("Polluted files", body);
}

await main();
