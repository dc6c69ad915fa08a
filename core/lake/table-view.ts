import type { PublicationView, TableView } from "../api/lake-api.ts";
import { type LakeTable, type Publication, partitionColumns, timeColumn } from "./lake-table.ts";

/** A table as people and programs see it: with the columns that every table has, and the sums of what was published to it. */
export function toTableView(
  { name, columns, typeChanges, current, createdAt }: LakeTable,
  publications: readonly Publication[],
): TableView {
  const sum = (of: "rows" | "bytes" | "files" | "partitions") => publications.reduce((total, one) => total + one[of], 0);
  return {
    name,
    columns: [
      ...columns.map((column) => ({ ...column })),
      ...partitionColumns.map((column) => ({ name: column, type: "integer" as const, header: null })),
      { name: timeColumn, type: "timestamp", header: null },
    ],
    ...{ typeChanges, current, createdAt },
    ...{ rows: sum("rows"), bytes: sum("bytes"), files: sum("files") },
    // An hour that several jobs published to counts for each of them: without a listing of all files nothing better is known.
    partitions: sum("partitions"),
    from: least(publications.flatMap(({ from }) => from ?? [])),
    to: greatest(publications.flatMap(({ to }) => to ?? [])),
    publishedAt: greatest(publications.map(({ publishedAt }) => publishedAt)),
  };
}

export function toPublicationView(publication: Publication): PublicationView {
  const { job, source, files, rows, bytes, partitions, from, to, publishedAt } = publication;
  return { job, source, files, rows, bytes, partitions, from, to, publishedAt };
}

function least(texts: readonly string[]): string | null {
  return texts.reduce<string | null>((found, text) => (found === null || text < found ? text : found), null);
}

function greatest(texts: readonly string[]): string | null {
  return texts.reduce<string | null>((found, text) => (found === null || text > found ? text : found), null);
}
