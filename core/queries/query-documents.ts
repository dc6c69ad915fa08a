import { AppError } from "../app-error.ts";
import type { StoredDocument } from "../ports/document-store.ts";
import type { Ports } from "../ports/ports.ts";
import { type StoredQuery, storedQuerySchema } from "./query.ts";

export interface QueryRef {
  workspace: string;
  id: string;
}

/** A stored query with what tells when it was changed. */
export interface QueryRecord extends QueryRef {
  version: number;
  query: StoredQuery;
  dueAt: string | undefined;
  expiresAt: string | undefined;
}

type DocumentPorts = Pick<Ports, "documents" | "now">;

const keptMs = 30 * 86_400_000;
/** What only the cost was asked of is not a part of the history. */
const dryRunKeptMs = 10 * 60_000;
/** A change that is always overtaken by others is given up. */
const mostTries = 20;

export async function readQuery({ documents, now }: DocumentPorts, { workspace, id }: QueryRef): Promise<QueryRecord | null> {
  const document = await documents.get({ workspace, kind: "query", id });
  if (!document) return null;
  const record = toRecord(document);
  return record.expiresAt !== undefined && record.expiresAt <= now().toISOString() ? null : record;
}

/** @throws AppError not-found */
export async function requireQuery(ports: DocumentPorts, ref: QueryRef): Promise<QueryRecord> {
  const record = await readQuery(ports, ref);
  if (record) return record;
  throw queryNotFound();
}

/** False when somebody else changed it since, or, for version 1, when it is there. */
export async function writeQuery(ports: Pick<Ports, "documents">, record: QueryRecord): Promise<boolean> {
  return await ports.documents.put(toDocument(record));
}

export async function removeQuery({ documents }: Pick<Ports, "documents">, { workspace, id, version }: QueryRecord): Promise<boolean> {
  return await documents.remove({ workspace, kind: "query", id, version });
}

/** What becomes of it, and when it is to be looked after next; null: nothing. */
export type QueryChange = Pick<QueryRecord, "query"> & { dueAt?: string | undefined };

/**
 * Changes it as it is when that is stored; answers how it is then. Nothing is stored where `decide` answers null.
 * @throws AppError not-found, conflict, and what `decide` throws
 */
export async function changeQuery(
  ports: DocumentPorts,
  ref: QueryRef,
  decide: (query: StoredQuery, record: QueryRecord) => QueryChange | null,
): Promise<{ record: QueryRecord; changed: boolean }> {
  for (let round = 0; round < mostTries; round++) {
    const record = await requireQuery(ports, ref);
    const change = decide(record.query, record);
    if (!change) return { record, changed: false };
    const next = { ...record, version: record.version + 1, query: change.query, dueAt: change.dueAt };
    if (await writeQuery(ports, next)) return { record: next, changed: true };
  }
  throw new AppError("conflict", "The query is being changed by others all the time. Try again.", { retryable: true });
}

export function expiryOf(query: Pick<StoredQuery, "createdAt" | "dryRun">): string {
  return new Date(Date.parse(query.createdAt) + (query.dryRun ? dryRunKeptMs : keptMs)).toISOString();
}

function queryNotFound(): AppError {
  return new AppError("not-found", "There is no such query.");
}

export function toRecord({ workspace, id, version, body, dueAt, expiresAt }: StoredDocument): QueryRecord {
  return { workspace, id, version, query: storedQuerySchema.parse(body), dueAt, expiresAt };
}

function toDocument({ workspace, id, version, query, dueAt, expiresAt }: QueryRecord): StoredDocument {
  return { workspace, kind: "query", id, version, body: query, dueAt, expiresAt };
}
