import { toTableName, versionNames } from "../../lake/lake-names.ts";
import type { LakeColumn, LakeTable } from "../../lake/lake-table.ts";
import { listTablesOfJob, readPublication } from "../../lake/publication-documents.ts";
import { readCurrentTable, readTable } from "../../lake/table-documents.ts";
import type { InputFile } from "../operation.ts";
import type { RunServices } from "../run-services.ts";

/** Where a dataset's rows go as long as no type changes. */
export interface PublishTarget {
  name: string;
  /** Null where the dataset is new. */
  table: LakeTable | null;
}

/** @throws AppError invalid-dataset */
export async function findTarget({ documents, workspace }: RunServices, dataset: string): Promise<PublishTarget> {
  const name = toTableName(dataset);
  const stored = await readCurrentTable(documents, { workspace, table: name });
  return { name: stored?.table.name ?? name, table: stored?.table ?? null };
}

/** The name of a table's next version. One that another attempt has made already, for these very columns, is taken again. */
export async function nameVersion({ documents, workspace }: RunServices, of: LakeTable, columns: readonly LakeColumn[]): Promise<string> {
  const wanted = essenceOf(columns);
  for (const name of versionNames(of.name)) {
    const there = await readTable(documents, { workspace, table: name });
    if (there === null || (there.table.years === null && essenceOf(there.table.columns) === wanted)) return name;
  }
  throw new Error("There is always another name.");
}

function essenceOf(columns: readonly LakeColumn[]): string {
  return JSON.stringify(columns.map(({ name, type, header }) => [name, type, header]));
}

/** What a later file takes the place of: a drop's key, or a file's name. Rows that are sent again belong to the file that they are of. */
export async function findSource({ documents, workspace, fixes }: RunServices, { name, droppedAs }: InputFile): Promise<string> {
  for (const table of fixes === undefined ? [] : await listTablesOfJob(documents, workspace, fixes)) {
    const publication = await readPublication(documents, { workspace, table, job: fixes ?? "" });
    if (publication) return publication.source;
  }
  return droppedAs ?? name;
}
