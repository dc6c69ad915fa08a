import type { QueryView } from "../api/queries-api.ts";
import { AppError } from "../app-error.ts";
import { outputFormats } from "../operations/results/output-formats.ts";
import { outputName } from "./answer-files.ts";
import type { StoredQuery } from "./query.ts";
import { changeQuery, type QueryRef } from "./query-documents.ts";
import type { QueryFormat } from "./query-formats.ts";
import { toQueryView } from "./query-view.ts";
import { lostAfterMs, type SendPorts, sendQuery } from "./send-query.ts";

/** Longer than all deliveries of a message take together. */
const triedForMs = 3_600_000;

/**
 * Has a file made of a query's answer. What is there, or is being made, is not made again; what could not be made is tried anew.
 * @throws AppError not-found, wrong-state unless it has an answer
 */
export async function makeResult(ports: SendPorts, { ref, to }: { ref: QueryRef; to: QueryFormat }): Promise<QueryView> {
  const now = ports.now();
  const { record, changed } = await changeQuery(ports, ref, (query, record) => {
    if (!query.answer) throw new AppError("wrong-state", "This query has no answer to make a file of.");
    const isThere = query.results.some(({ name }) => name === outputName(to));
    if (isThere || query.making.includes(to)) return null;
    if (to === "parquet") return { query: withParquet(query, query.answer.parquet.size), dueAt: record.dueAt };
    const unmade = query.unmade?.filter((each) => each.to !== to) ?? [];
    const makingUntil = new Date(now.getTime() + triedForMs).toISOString();
    const dueAt = new Date(now.getTime() + lostAfterMs).toISOString();
    return { query: { ...query, unmade, making: [...query.making, to], makingUntil }, dueAt };
  });
  if (changed && record.query.making.includes(to)) await sendQuery(ports, ref, to);
  return toQueryView(record, now);
}

/** The answer is kept as Parquet: that file is one of the results as soon as somebody asks for it. */
export function withParquet(query: StoredQuery, bytes: number): StoredQuery {
  const { contentType } = outputFormats.parquet;
  return { ...query, results: [...query.results, { name: outputName("parquet"), bytes, rows: query.rowCount ?? 0, contentType }] };
}
