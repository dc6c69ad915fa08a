import type { QueryView } from "../api/queries-api.ts";
import type { Ports } from "../ports/ports.ts";
import type { StoredQuery } from "./query.ts";
import { type QueryRef, requireQuery } from "./query-documents.ts";
import { toQueryView } from "./query-view.ts";
import { type Page, readPage } from "./read-page.ts";
import { type SendPorts, sendDue } from "./send-query.ts";

export interface QueryAnswer {
  view: QueryView;
  columns: NonNullable<StoredQuery["columns"]>;
  page: Page;
}

export interface PageQuery {
  limit: number;
  cursor?: string | undefined;
  as: "values" | "text";
}

/**
 * A query, with a page of its rows once it succeeded. What was owed to it and may have been lost is sent again.
 * @throws AppError not-found
 */
export async function getQuery(
  ports: SendPorts & Pick<Ports, "objects">,
  { ref, page, signal }: { ref: QueryRef; page: PageQuery; signal: AbortSignal },
): Promise<QueryAnswer> {
  const record = await requireQuery(ports, ref);
  await sendDue(ports, record);
  const { columns = [], answer, rowCount = 0 } = record.query;
  const view = toQueryView(record, ports.now());
  if (!answer) return { view, columns, page: { rows: [], next: null } };
  const { limit, as } = page;
  return {
    view,
    columns,
    page: await readPage(ports.objects, { ref, answer, rowCount, from: Number(page.cursor ?? 0), limit, as, signal }),
  };
}

/** As JSON, the rows as they are stored: parsed and written again, a number of 64 bits would be another. */
export function toAnswerJson({ view, columns, page }: QueryAnswer): string {
  const cursor = page.next === null ? null : String(page.next);
  return `${JSON.stringify({ ...view, columns, cursor }).slice(0, -1)},"rows":[${page.rows.join(",")}]}`;
}
