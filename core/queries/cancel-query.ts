import { AppError } from "../app-error.ts";
import { queryPrefix } from "../lake/lake-keys.ts";
import type { Ports } from "../ports/ports.ts";
import { changeQuery, type QueryRecord, type QueryRef, removeQuery } from "./query-documents.ts";
import { endQuery, hasEnded } from "./query-status.ts";

/**
 * Stops a query: one that waits at once, one that runs within a second. One that has ended is deleted with its rows,
 * unless stopping was all that was asked for.
 * @throws AppError not-found
 */
export async function cancelQuery(
  ports: Pick<Ports, "documents" | "objects" | "now">,
  { ref, onlyStop }: { ref: QueryRef; onlyStop: boolean },
): Promise<void> {
  const { record, changed } = await changeQuery(ports, ref, (query, { dueAt }) => {
    if (hasEnded(query.status)) return null;
    if (query.status === "queued") return endQuery(query, { status: "cancelled" }, ports.now());
    return { query: { ...query, cancelRequested: true }, dueAt };
  });
  if (!changed && !onlyStop) await deleteQuery(ports, record);
}

/** The objects first: without its document nobody would find them. What a run still writes goes by the bucket's own rule. */
async function deleteQuery({ documents, objects }: Pick<Ports, "documents" | "objects">, record: QueryRecord): Promise<void> {
  await objects.deletePrefix("results", queryPrefix({ workspace: record.workspace, query: record.id }));
  if (await removeQuery({ documents }, record)) return;
  if (!(await documents.get({ workspace: record.workspace, kind: "query", id: record.id }))) return;
  throw new AppError("conflict", "The query was changed at the same moment. Delete it again.", { retryable: true });
}
