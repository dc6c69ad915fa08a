import type { PublicationView, TableView } from "../api/lake-api.ts";
import { AppError } from "../app-error.ts";
import type { LakePorts, TableRef } from "./lake-ports.ts";
import type { LakeTable } from "./lake-table.ts";
import { listPublications } from "./publication-documents.ts";
import { readTable } from "./table-documents.ts";
import { toPublicationView, toTableView } from "./table-view.ts";

const shownPublications = 100;

/** @throws AppError not-found */
export async function getTable(
  { documents }: Pick<LakePorts, "documents">,
  ref: TableRef,
): Promise<{ table: TableView; publications: PublicationView[] }> {
  const table = await requireTable(documents, ref);
  const publications = await listPublications(documents, ref);
  const latest = publications.toReversed().slice(0, shownPublications);
  return { table: toTableView(table, publications), publications: latest.map(toPublicationView) };
}

/** @throws AppError not-found */
export async function requireTable(documents: LakePorts["documents"], ref: TableRef): Promise<LakeTable> {
  const stored = await readTable(documents, ref);
  if (stored) return stored.table;
  throw noSuchTable(ref.table);
}

export function noSuchTable(table: string): AppError {
  return new AppError("not-found", `There is no table “${table}”.`);
}
