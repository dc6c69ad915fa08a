import type { TableView } from "../api/lake-api.ts";
import { noSuchTable } from "./get-table.ts";
import type { LakePorts, TableRef } from "./lake-ports.ts";
import type { TypeChangePolicy } from "./lake-table.ts";
import { listPublications } from "./publication-documents.ts";
import { changeTable } from "./table-documents.ts";
import { toTableView } from "./table-view.ts";

/** Says what becomes of values whose type is not the table's. @throws AppError not-found */
export async function updateTable(
  { documents, now }: Pick<LakePorts, "documents" | "now">,
  ref: TableRef,
  { typeChanges }: { typeChanges: TypeChangePolicy },
): Promise<TableView> {
  const table = await changeTable(documents, ref, (stored) =>
    stored === null || stored.typeChanges === typeChanges ? stored : { ...stored, typeChanges, updatedAt: now().toISOString() },
  );
  if (!table) throw noSuchTable(ref.table);
  return toTableView(table, await listPublications(documents, ref));
}
