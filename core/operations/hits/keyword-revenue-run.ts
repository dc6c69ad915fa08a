import type { IssueSummary } from "../../csv/issue.ts";
import { inOrder, issueSeverity, mergeIssues } from "../../csv/issue-log.ts";
import { type AttributedRevenue, attributeRevenue } from "../../hits/attribute-revenue.ts";
import { DayRange } from "../../hits/day-range.ts";
import { HitSorter } from "../../hits/hit-sorter.ts";
import { HourlyRevenue } from "../../hits/hourly-revenue.ts";
import { formatRevenue } from "../../hits/revenue-of-products.ts";
import { RevenueTable } from "../../hits/revenue-table.ts";
import type { Counts } from "../../jobs/job.ts";
import type { RunContext, RunOutcome } from "../operation.ts";
import type { FileReport } from "../results/file-report.ts";
import { RejectWriter } from "../results/reject-writer.ts";
import { nameRejects, nameResults } from "../results/result-names.ts";
import { RunOutputs } from "../results/run-outputs.ts";
import { sumCounts } from "../results/sum-counts.ts";
import { openInput } from "../rows/open-input.ts";
import { HitReading, type HitTotals } from "./hit-reading.ts";
import type { KeywordRevenueParams } from "./keyword-revenue-params.ts";

type HitsContext = RunContext<KeywordRevenueParams>;

/** Smaller bounds, for tests and measurements. */
export interface KeywordRevenueLimits {
  maxHitBytesInMemory?: number;
}

/** Performs `keyword-revenue`: reads the hits, sorts those that matter by visitor and time, adds up, writes the table. */
export async function runKeywordRevenue(context: HitsContext, limits: KeywordRevenueLimits = {}): Promise<RunOutcome> {
  const outputs = new RunOutputs(context.openOutput);
  const { engine, signal } = context;
  const sorter = new HitSorter({ engine, signal, maxBytesInMemory: limits.maxHitBytesInMemory });
  try {
    const totals: HitTotals = { touches: 0, purchases: 0, badRevenues: 0, days: new DayRange() };
    const reports = await readFiles(context, { outputs, sorter, totals });
    const table = new RevenueTable();
    const hourly = new HourlyRevenue();
    const sums = await attributeRevenue(sorter.inOrder(), { attribution: context.params.attribution, table, hourly });
    return await publish(context, { outputs, totals, reports, table, hourly, sums });
  } catch (error) {
    await outputs.abort();
    throw error;
  } finally {
    await sorter.close();
  }
}

interface Reading {
  outputs: RunOutputs;
  sorter: HitSorter;
  totals: HitTotals;
}

async function readFiles(context: HitsContext, { outputs, sorter, totals }: Reading): Promise<FileReport[]> {
  const { files, params, onBadRow, signal } = context;
  const rejects = new RejectWriter(outputs, { namesFiles: files.length > 1 });
  const fileNames = files.map((file) => file.name);
  const resultNames = nameResults(fileNames, "tab");
  const dialect = { ...params.dialect, delimiter: "\t", quote: "", escape: "", comment: "", header: 1, skip: params.dialect?.skip ?? 0 };
  const reports: FileReport[] = [];
  const before = { rows: 0, bytes: 0 };
  for (const [index, file] of files.entries()) {
    const input = await openInput({ ...context, params: { ...params, dialect } }, file);
    let reading: HitReading | null = null;
    try {
      reading = new HitReading(input, {
        ...{ params, policy: onBadRow, signal, rejects, sorter, totals, fileName: file.name, placesBefore: before.rows },
        placeInMessages: files.length > 1 ? `${file.name}: ` : "",
        rejectsName: nameRejects(resultNames[index] ?? "", "tab", files.length),
        progress: (rows, bytes) => context.progress(before.rows + rows, before.bytes + bytes),
      });
      await reading.perform();
    } catch (error) {
      if (reading) context.failed?.(reading.failure(error));
      throw error;
    } finally {
      await input.close();
    }
    const report = reading.report();
    reports.push(report);
    before.rows += report.counts.in;
    before.bytes += file.size ?? report.bytes;
  }
  return reports;
}

interface Done {
  outputs: RunOutputs;
  totals: HitTotals;
  reports: readonly FileReport[];
  table: RevenueTable;
  hourly: HourlyRevenue;
  sums: AttributedRevenue;
}

async function publish(context: HitsContext, done: Done): Promise<RunOutcome> {
  const { outputs, totals, reports, table, hourly } = done;
  const date = dateOf(context, totals.days);
  const utf8 = new TextEncoder();
  const output = await outputs.open(`${date}_SearchKeywordPerformance.tab`, "text/tab-separated-values; charset=utf-8");
  for (const text of table.text()) await output.write(utf8.encode(text));
  output.rows = table.pairs;
  const byHour = await outputs.open("hourly.csv", "text/csv; charset=utf-8");
  for (const text of hourly.text()) await byHour.write(utf8.encode(text));
  byHour.rows = hourly.rows;
  const counts = sumCounts(reports);
  const found = mergeIssues(reports.map(({ file, issues }) => ({ name: file, issues })));
  const issues = inOrder([...found, ...daysIssue(context.params, totals.days)]);
  const report = await outputs.open("report.json", "application/json");
  await report.write(utf8.encode(`${JSON.stringify(toReport(context, done, { date, counts, issues }), null, 2)}\n`));
  report.rows = reports.length;
  return { counts, issues, results: await outputs.close([output.name, byHour.name]) };
}

function dateOf({ params, services }: HitsContext, { first }: DayRange): string {
  if (params.date === "data" && first !== "") return first;
  return (services?.now() ?? new Date()).toISOString().slice(0, 10);
}

function daysIssue({ date }: KeywordRevenueParams, { first, last }: DayRange): IssueSummary[] {
  if (date !== "data" || first === last) return [];
  const message = `The hits are of several days, from ${first} to ${last}; the result is named after the first.`;
  const place = { line: 1, record: null, column: null, name: "date_time", byte: 0, message };
  return [{ code: "several-dates", severity: issueSeverity("several-dates"), count: 1, first: [place] }];
}

/** Of one file the same as of every operation, with what the hits came to; of several, all of that and a list of them. */
function toReport(
  { params }: HitsContext,
  { totals, reports, table, sums }: Done,
  { date, counts, issues }: { date: string; counts: Counts; issues: IssueSummary[] },
) {
  const [only] = reports;
  const { attribution, visitor, foldCase } = params;
  return {
    ...(reports.length === 1 && only),
    ...{ counts, issues },
    keywordRevenue: {
      ...{ attribution, visitor, foldCase, date, firstDate: totals.days.first || null, lastDate: totals.days.last || null },
      ...{ hits: counts.out, touches: totals.touches, purchases: totals.purchases, badRevenues: totals.badRevenues, pairs: table.pairs },
      attributed: { purchases: sums.attributed, revenue: formatRevenue(sums.attributedRevenue) },
      withoutTouch: { purchases: sums.unattributed, revenue: formatRevenue(sums.unattributedRevenue) },
    },
    ...(reports.length > 1 && { files: reports }),
  };
}
