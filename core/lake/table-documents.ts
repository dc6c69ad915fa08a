import * as z from "zod/mini";
import { AppError } from "../app-error.ts";
import { parquetTypes } from "../parquet/parquet-type.ts";
import type { DocumentStore, StoredDocument } from "../ports/document-store.ts";
import type { TableRef } from "./lake-ports.ts";
import { type LakeTable, typeChangePolicies } from "./lake-table.ts";

const tableSchema = z.object({
  name: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.enum(parquetTypes), header: z.string() })),
  typeChanges: z.enum(typeChangePolicies),
  current: z.string(),
  years: z.nullable(z.object({ from: z.int(), to: z.int() })),
  createdAt: z.string(),
  updatedAt: z.string(),
  isGoing: z.optional(z.literal(true)),
});

const maxTries = 50;
const pageSize = 100;
/** Versions of a table name each other; there are not so many. */
const maxVersions = 1000;

export interface StoredTable {
  table: LakeTable;
  /** Of the document. */
  version: number;
}

export async function readTable(documents: DocumentStore, ref: TableRef): Promise<StoredTable | null> {
  const document = await documents.get({ workspace: ref.workspace, kind: "table", id: ref.table });
  return document && toStoredTable(document);
}

/** The table that publishing to this one writes to; null where there is none of that name. */
export async function readCurrentTable(documents: DocumentStore, ref: TableRef): Promise<StoredTable | null> {
  let found = await readTable(documents, ref);
  for (let n = 0; found && found.table.current !== found.table.name && n < maxVersions; n++) {
    const next = await readTable(documents, { ...ref, table: found.table.current });
    if (!next) return found;
    found = next;
  }
  return found;
}

/** Every table of a workspace, by name. */
export async function listStoredTables(documents: DocumentStore, workspace: string): Promise<StoredTable[]> {
  const tables: StoredTable[] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.list(workspace, "table", { limit: pageSize, cursor });
    tables.push(...page.documents.map(toStoredTable));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return tables;
}

/**
 * Changes a table as `decide` says, which is asked again when somebody else was faster, and answers what it is then. The same object
 * again, or null, leaves everything as it is.
 * @throws AppError conflict when others never stop changing it
 */
export async function changeTable<Decided extends LakeTable | null>(
  documents: DocumentStore,
  ref: TableRef,
  decide: (table: LakeTable | null) => Decided,
): Promise<Decided> {
  for (let tries = 0; tries < maxTries; tries++) {
    const stored = await readTable(documents, ref);
    const table = decide(stored?.table ?? null);
    if (table === null || table === stored?.table) return table;
    const version = (stored?.version ?? 0) + 1;
    if (await documents.put({ workspace: ref.workspace, kind: "table", id: ref.table, version, body: table })) return table;
  }
  throw new AppError("conflict", `The table ${ref.table} is being changed by others at the same time. Try again.`, { retryable: true });
}

/** A new version of the document, by which whoever reads the table sees that its files changed; null where there is no such table. */
export async function touchTable(documents: DocumentStore, ref: TableRef, now: Date): Promise<LakeTable | null> {
  return await changeTable(documents, ref, (table) => table && { ...table, updatedAt: now.toISOString() });
}

function toStoredTable({ version, body }: StoredDocument): StoredTable {
  return { table: tableSchema.parse(body), version };
}
