import * as z from "zod/mini";
import { manifestKey } from "./lake-keys.ts";
import { hideJob, readLakeJson, removeLakeObjects, showJob, writeLakeJson } from "./lake-objects.ts";
import type { LakePorts, PublicationRef } from "./lake-ports.ts";
import type { Manifest } from "./lake-table.ts";
import { forgetTablesOfJob, listTablesOfJob, removePublicationDocument } from "./publication-documents.ts";
import { touchTable } from "./table-documents.ts";

type RemovalPorts = Pick<LakePorts, "objects" | "documents" | "now">;

const manifestSchema = z.object({
  v: z.literal(1),
  table: z.string(),
  job: z.string(),
  attempt: z.int(),
  source: z.string(),
  files: z.array(z.object({ key: z.string(), rows: z.int() })),
});

/** Null when nothing was begun. */
export async function readManifest(objects: RemovalPorts["objects"], ref: PublicationRef, signal: AbortSignal): Promise<Manifest | null> {
  const value = await readLakeJson(objects, manifestKey(ref), signal);
  return value === null ? null : manifestSchema.parse(value);
}

/** What is removed between two notes of what is left: a table of many hours may take longer than a process has. */
const removedBetweenNotes = 500;

/**
 * Removes what a job published to a table, every version of it: its rows are gone for whoever reads as soon as this has begun. May be
 * done again, from whatever point it came to.
 */
export async function removePublication(ports: RemovalPorts, ref: PublicationRef, signal: AbortSignal): Promise<void> {
  const { objects, documents, now } = ports;
  await hideJob(objects, ref, signal);
  const manifest = await readManifest(objects, ref, signal);
  if (manifest) await removeFiles(ports, ref, { manifest, signal });
  await removeLakeObjects(objects, [manifestKey(ref)]);
  await touchTable(documents, ref, now());
  await showJob(objects, ref);
  // Last: by it whoever takes this job's place finds out that there is still something to be done.
  await removePublicationDocument(documents, ref);
}

async function removeFiles(
  { objects }: RemovalPorts,
  ref: PublicationRef,
  { manifest, signal }: { manifest: Manifest; signal: AbortSignal },
): Promise<void> {
  for (let { files } = manifest; files.length > 0; ) {
    signal.throwIfAborted();
    await removeLakeObjects(
      objects,
      files.slice(0, removedBetweenNotes).map(({ key }) => key),
    );
    files = files.slice(removedBetweenNotes);
    if (files.length > 0) await writeLakeJson(objects, manifestKey(ref), { ...manifest, files }, signal);
  }
}

/** Removes all that a job has in tables of the lake, however far its attempts came. */
export async function removeJobRows(
  ports: RemovalPorts,
  { workspace, job }: Omit<PublicationRef, "table">,
  signal: AbortSignal,
): Promise<void> {
  for (const table of await listTablesOfJob(ports.documents, workspace, job)) {
    await removePublication(ports, { workspace, table, job }, signal);
  }
  await forgetTablesOfJob(ports.documents, workspace, job);
}
