import type { TableView } from "../api/lake-api.ts";
import type { LakePorts } from "./lake-ports.ts";
import { listAllPublications } from "./publication-documents.ts";
import { listStoredTables } from "./table-documents.ts";
import { toTableView } from "./table-view.ts";

/** Every table of a workspace, by name. */
export async function listTables({ documents }: Pick<LakePorts, "documents">, workspace: string): Promise<{ tables: TableView[] }> {
  const tables = await listStoredTables(documents, workspace);
  const publications = Map.groupBy(await listAllPublications(documents, workspace), ({ table }) => table);
  return { tables: tables.map(({ table }) => toTableView(table, publications.get(table.name) ?? [])) };
}
