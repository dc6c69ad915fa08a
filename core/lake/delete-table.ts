import { requireTable } from "./get-table.ts";
import { tablePrefix } from "./lake-keys.ts";
import type { LakePorts, TableRef } from "./lake-ports.ts";
import { listPublications, removePublicationDocument } from "./publication-documents.ts";
import { changeTable, listStoredTables, readTable } from "./table-documents.ts";

/**
 * Deletes a table with every version of all its files. Nobody reads some of its rows: it is said to go before the first file goes. What
 * died half-way is done again from the beginning, since the table itself goes last. A dataset whose newest version it was begins to write to the table of its own name again.
 * @throws AppError not-found
 */
export async function deleteTable(ports: LakePorts, ref: TableRef, signal: AbortSignal): Promise<void> {
  const { documents, objects, catalogue, now } = ports;
  const { workspace, table: name } = ref;
  await requireTable(documents, ref);
  await changeTable(documents, ref, (stored) => stored && { ...stored, isGoing: true, updatedAt: now().toISOString() });
  await catalogue.remove({ workspace, name }, signal);
  await objects.deletePrefix("lake", tablePrefix(ref));
  for (const { job } of await listPublications(documents, ref)) await removePublicationDocument(documents, { ...ref, job });
  for (const { table } of await listStoredTables(documents, workspace)) {
    if (table.current !== name || table.name === name) continue;
    await changeTable(documents, { workspace, table: table.name }, (stored) =>
      stored?.current === name ? { ...stored, current: stored.name, updatedAt: now().toISOString() } : stored,
    );
  }
  for (;;) {
    const stored = await readTable(documents, ref);
    if (!stored || (await documents.remove({ workspace, kind: "table", id: name, version: stored.version }))) return;
  }
}
