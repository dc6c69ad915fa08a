import * as z from "zod/mini";
import { AppError } from "../app-error.ts";
import type { DocumentStore } from "../ports/document-store.ts";
import type { PublicationRef, TableRef } from "./lake-ports.ts";
import type { Publication } from "./lake-table.ts";

const count = z.int().check(z.nonnegative());
const publicationSchema = z.object({
  table: z.string(),
  job: z.string(),
  source: z.string(),
  files: count,
  rows: count,
  bytes: count,
  partitions: count,
  from: z.nullable(z.string()),
  to: z.nullable(z.string()),
  publishedAt: z.string(),
  replaced: z.optional(z.array(z.object({ job: z.string(), rows: count }))),
});
const jobTablesSchema = z.object({ tables: z.array(z.string()) });

const maxTries = 50;
const pageSize = 100;

/** Sorts behind every id of the table's, and before those of other tables. */
const last = "\uffff";

function publicationId({ table, job }: Omit<PublicationRef, "workspace">): string {
  return `${table}#${job}`;
}

export async function readPublication(documents: DocumentStore, ref: PublicationRef): Promise<Publication | null> {
  const document = await documents.get({ workspace: ref.workspace, kind: "publication", id: publicationId(ref) });
  return document && publicationSchema.parse(document.body);
}

export async function putPublication(documents: DocumentStore, workspace: string, publication: Publication): Promise<void> {
  await putBody(documents, workspace, publicationId(publication), () => publication);
}

export async function removePublicationDocument(documents: DocumentStore, ref: PublicationRef): Promise<void> {
  await removeDocument(documents, ref.workspace, publicationId(ref));
}

/** All of a table, by job: the earliest first. */
export async function listPublications(documents: DocumentStore, { workspace, table }: TableRef): Promise<Publication[]> {
  return await listRange(documents, workspace, { from: `${table}#`, to: `${table}#${last}` });
}

/** All of a workspace. */
export async function listAllPublications(documents: DocumentStore, workspace: string): Promise<Publication[]> {
  // Names of tables begin with a digit at least; what jobs have written to stands before them.
  return await listRange(documents, workspace, { from: "0", to: last });
}

/** Adds a table to those that a job's attempts have written to, and answers the others. */
export async function rememberTable(documents: DocumentStore, { workspace, table, job }: PublicationRef): Promise<string[]> {
  const others = (await listTablesOfJob(documents, workspace, job)).filter((name) => name !== table);
  await putBody(documents, workspace, jobId(job), (body) => {
    const { tables } = body === null ? { tables: [] } : jobTablesSchema.parse(body);
    return tables.includes(table) ? null : { tables: [...tables, table] };
  });
  return others;
}

/** Tables that hold, or held, anything of a job. */
export async function listTablesOfJob(documents: DocumentStore, workspace: string, job: string): Promise<string[]> {
  const document = await documents.get({ workspace, kind: "publication", id: jobId(job) });
  return document ? jobTablesSchema.parse(document.body).tables : [];
}

export async function forgetTablesOfJob(documents: DocumentStore, workspace: string, job: string): Promise<void> {
  await removeDocument(documents, workspace, jobId(job));
}

/** No table is called by an empty name. */
function jobId(job: string): string {
  return `#${job}`;
}

async function listRange(documents: DocumentStore, workspace: string, range: { from: string; to: string }): Promise<Publication[]> {
  const publications: Publication[] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.list(workspace, "publication", { limit: pageSize, cursor, ...range });
    publications.push(...page.documents.map(({ body }) => publicationSchema.parse(body)));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return publications;
}

async function putBody(documents: DocumentStore, workspace: string, id: string, decide: (body: unknown) => unknown): Promise<void> {
  for (let tries = 0; tries < maxTries; tries++) {
    const stored = await documents.get({ workspace, kind: "publication", id });
    const body = decide(stored?.body ?? null);
    if (body === null) return;
    if (await documents.put({ workspace, kind: "publication", id, version: (stored?.version ?? 0) + 1, body })) return;
  }
  throw new AppError("conflict", "What was published is being changed by others at the same time. Try again.", { retryable: true });
}

async function removeDocument(documents: DocumentStore, workspace: string, id: string): Promise<void> {
  for (let tries = 0; tries < maxTries; tries++) {
    const stored = await documents.get({ workspace, kind: "publication", id });
    if (!stored || (await documents.remove(stored))) return;
  }
  throw new AppError("conflict", "What was published is being changed by others at the same time. Try again.", { retryable: true });
}
