import { extname } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { isatty } from "node:tty";
import { ApiError } from "#core/api/api-error";
import type { QueryAnswerView, QueryView } from "#core/api/queries-api";
import { formatDuration } from "#core/words/format-duration";
import { formatBytes, plural } from "#core/words/format-number";
import type { QueryOptions } from "../commands/query.ts";
import { standardOutput } from "../files/file-output.ts";
import { print } from "../terminal/print.ts";
import { printable } from "../terminal/printable.ts";
import { tell } from "../terminal/tell.ts";
import { tableLines } from "../terminal/text-table.ts";
import { type Api, openApi } from "./api.ts";
import { download } from "./download-results.ts";

type Format = NonNullable<QueryOptions["to"]>;

const formats: readonly string[] = ["csv", "tsv", "json", "ndjson", "parquet", "xlsx"] satisfies Format[];
/** Rows of a table on a terminal. */
const mostShown = 200;
const widestCell = 60;
const defaultWidth = 140;
const [firstAskMs, lastAskMs] = [100, 1000];
/** How long an interrupted command waits for the server to stop the query. */
const stopWithinMs = 5_000;

/** `sluice query`. Answers the exit status. */
export async function querySql(statement: string, options: QueryOptions, signal: AbortSignal): Promise<number> {
  const api = openApi(options.url, signal);
  const sql = statement === "-" ? await text(process.stdin) : statement;
  const to = options.dryRun || isForPeople(options) ? undefined : formatOf(options);
  const { engine, dryRun = false } = options;
  const { id } = await api.call<{ id: string }>("/api/query", {
    method: "POST",
    body: { sql, engine, dryRun, ...(to && { to }) },
  });
  const view = await untilDone(api, id, signal);
  if (dryRun) await print(`${costWords(view)}\n`);
  else if (to === undefined) await printTable(api, view);
  else await fetchAnswer(api, { view, to, path: options.out ?? standardOutput }, signal);
  if (!options.quiet && !dryRun) tell(summaryOf(view));
  return 0;
}

function isForPeople({ to, out }: QueryOptions): boolean {
  return to === undefined && out === undefined && isatty(1);
}

function formatOf({ to, out }: QueryOptions): Format {
  if (to) return to;
  const ending = out === undefined ? "" : extname(out).slice(1).toLowerCase();
  return formats.includes(ending) ? (ending as Format) : "csv";
}

/** The query once it succeeded, with its files made. Interrupted, it is stopped. @throws ApiError with what it failed for */
async function untilDone(api: Api, id: string, signal: AbortSignal): Promise<QueryView> {
  try {
    for (let waitMs = firstAskMs; ; waitMs = Math.min(waitMs * 1.5, lastAskMs)) {
      const view = await api.call<QueryView>(`/api/query/${id}`, { query: { limit: 0 } });
      if (view.status === "failed" || view.status === "cancelled") throw toFailure(view);
      if (view.status === "succeeded" && view.making.length === 0) return view;
      await sleep(waitMs, undefined, { signal });
    }
  } catch (error) {
    const stop = { method: "DELETE", query: { if: "running" }, signal: AbortSignal.timeout(stopWithinMs) } as const;
    if (signal.aborted) await Promise.allSettled([api.call(`/api/query/${id}`, stop)]);
    throw error;
  }
}

function toFailure({ error }: QueryView): ApiError {
  return new ApiError(error?.code ?? "cancelled", error?.message ?? "The query was stopped.", 422);
}

async function fetchAnswer(
  api: Api,
  { view, to, path }: { view: QueryView; to: Format; path: string },
  signal: AbortSignal,
): Promise<void> {
  const unmade = view.unmade?.find((each) => each.to === to);
  if (unmade) throw new ApiError(unmade.code, unmade.message, 422);
  const { url } = await api.call<{ url: string }>(`/api/query/${view.id}/results/output.${to}`, { query: { as: "json" } });
  await download(url, path, signal);
}

async function printTable(api: Api, { id }: QueryView): Promise<void> {
  const answer = await api.call<QueryAnswerView>(`/api/query/${id}`, { query: { limit: mostShown, as: "text" } });
  const columns = answer.columns.map(({ name, type }) => ({
    title: printable(name),
    align: isNumber(type) ? ("right" as const) : ("left" as const),
    maxWidth: widestCell,
  }));
  const rows = answer.rows.map((row) => row.map((value) => (value === null ? "" : printable(String(value)))));
  await print(`${tableLines(columns, rows, process.stdout.columns ?? defaultWidth).join("\n")}\n`);
  const more = (answer.rowCount ?? 0) - rows.length;
  if (more > 0) tell(`… and ${plural(more, "more row", "more rows")}. All of them: --to csv --out FILE`);
}

function isNumber(type: string): boolean {
  return /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|DECIMAL.*|DOUBLE|FLOAT|REAL)$/i.test(type);
}

function summaryOf({ rowCount, bytesRead, ms, engine }: QueryView): string {
  return `${plural(rowCount ?? 0, "row")} · read ${formatBytes(bytesRead)} in ${formatDuration(ms)}${engine === "athena" ? " on Athena" : ""}`;
}

function costWords({ cost }: QueryView): string {
  if (!cost) return "What it would read is not known.";
  const { bytes, files, partitions, engine, beyondAthena } = cost;
  const hours = partitions.of > 0 ? `, ${partitions.read} of ${plural(partitions.of, "hour")}` : "";
  const place = engine === "athena" ? "It would run on Athena." : "It would run on DuckDB.";
  return `Reads at most ${formatBytes(bytes)} in ${plural(files, "file")}${hours}. ${place}${beyondAthena === null ? "" : ` Athena cannot: ${beyondAthena}`}`;
}
