import { distance } from "fastest-levenshtein";
import { AppError } from "../app-error.ts";
import type { DocumentStore } from "../ports/document-store.ts";
import type { LakeSession } from "../ports/engine.ts";
import type { ObjectStore } from "../ports/object-store.ts";
import type { LakeFile, QueriedTable, QueryPlan } from "../ports/query-engine.ts";
import type { TableRef } from "./lake-ports.ts";
import { type LakeTable, type PartitionTime, partitionColumns } from "./lake-table.ts";
import { listLakeFiles, listUnsettled } from "./list-lake-files.ts";
import { type Hours, mayMatch } from "./sql/may-match.ts";
import { readStatement, type TableReference } from "./sql/read-statement.ts";
import { tableColumns } from "./sql/table-columns.ts";
import { listStoredTables, readTable } from "./table-documents.ts";

export interface PlanPorts {
  documents: DocumentStore;
  objects: Pick<ObjectStore, "list">;
}

export interface QueryToPlan {
  workspace: string;
  sql: string;
  now: Date;
  signal: AbortSignal;
}

/**
 * What a statement of a user reads: tables of his workspace, and of their files those that its WHERE does not exclude.
 * @throws AppError sql-not-allowed, query-failed, no-such-table
 */
export async function planQuery(ports: PlanPorts, session: Pick<LakeSession, "parse">, query: QueryToPlan): Promise<QueryPlan> {
  const { workspace, sql } = query;
  const tree = await session.parse(sql);
  const { references, mentioned } = readStatement(tree);
  const foreign = references.find((reference) => reference.foreign);
  if (foreign)
    throw new AppError("sql-not-allowed", `A query may read tables of its workspace by their names; it may not read “${foreign.written}”.`);
  const tables: QueriedTable[] = [];
  for (const [name, places] of Map.groupBy(references, ({ table }) => table)) {
    tables.push(await planTable(ports, { ...query, name, places, mentioned }));
  }
  const bytes = tables.reduce((sum, { files }) => sum + bytesOf(files), 0);
  return { workspace, sql, tree, tables, bytes };
}

interface TableToPlan extends QueryToPlan {
  name: string;
  places: readonly TableReference[];
  mentioned: ReadonlySet<string>;
}

async function planTable(ports: PlanPorts, about: TableToPlan): Promise<QueriedTable> {
  const { table, files, unsettled } = await readFiles(ports, about);
  const names = tableColumns(table).map(({ name }) => name);
  const isWanted = createMatcher(table, about);
  const ofHour = new Map<string, boolean>();
  const wanted = files.filter(({ partition }) => {
    const key = hourKey(partition);
    const known = ofHour.get(key) ?? isWanted({ from: partition, to: partition });
    ofHour.set(key, known);
    return known;
  });
  const everything = about.places.some((place) => place.everything);
  return {
    table,
    files: wanted,
    of: { files: files.length, bytes: bytesOf(files), partitions: ofHour.size },
    columns: everything ? null : new Set(names.filter((name) => about.mentioned.has(name))),
    unsettled,
  };
}

function createMatcher(table: LakeTable, { places, now }: TableToPlan): (hours: Hours) => boolean {
  const own = new Set(tableColumns(table).map(({ name }) => name));
  return (hours) => places.some((place) => mayMatch(place, { own, hours, now }));
}

interface TableFiles {
  table: LakeTable;
  /** Of all months that were listed. */
  files: LakeFile[];
  unsettled: string[];
}

const maxTries = 5;

/**
 * Files as they are at one moment: marks of what is being written, or removed, are looked at before and after the files, and what was
 * written as a whole in between has changed the table's document.
 */
async function readFiles(ports: PlanPorts, about: TableToPlan): Promise<TableFiles> {
  const { workspace, name, signal } = about;
  const ref: TableRef = { workspace, table: name };
  let stored = await readTable(ports.documents, ref);
  for (let tries = 1; ; tries++) {
    signal.throwIfAborted();
    if (!stored || stored.table.isGoing) throw await noSuchTable(ports, about);
    const { table, version } = stored;
    const before = await listUnsettled(ports.objects, ref, signal);
    const all = await listLakeFiles(ports.objects, ref, { months: monthsToList(table, about), signal });
    const unsettled = await listUnsettled(ports.objects, ref, signal);
    const hidden = new Set(unsettled);
    const files = all.filter(({ job }) => !hidden.has(job));
    stored = await readTable(ports.documents, ref);
    // What was settled meanwhile may be what took the place of something that is hidden now: neither would be read.
    const isSettled = before.every((job) => hidden.has(job));
    if (isSettled && stored?.version === version) return { table, files, unsettled };
    if (tries === maxTries) {
      throw new AppError("unavailable", `The table ${name} is changing all the time. Run the query again.`, { retryable: true });
    }
  }
}

/** So many months are listed even where a statement excludes them: that says exactly what the table has. */
const mostMonths = 48;
/** Of more than these the table is listed as a whole: one day in the year 1 would make a request of each month since. */
const mostListings = 240;

/** Null where it is not known which there are. */
function monthsToList(table: LakeTable, about: TableToPlan): { year: number; month: number }[] | null {
  if (!table.years) return null;
  const { from, to } = table.years;
  const months = Array.from({ length: (to - from + 1) * 12 }, (_, index) => ({
    year: from + Math.floor(index / 12),
    month: (index % 12) + 1,
  }));
  if (months.length <= mostMonths) return months;
  const isWanted = createMatcher(table, about);
  const wanted = months.filter(({ year, month }) =>
    isWanted({ from: { year, month, day: 1, hour: 0 }, to: { year, month, day: 31, hour: 23 } }),
  );
  return wanted.length <= mostListings ? wanted : null;
}

const mostNames = 20;

async function noSuchTable({ documents }: PlanPorts, { workspace, name, places }: TableToPlan): Promise<AppError> {
  const written = places[0]?.written ?? name;
  const names = (await listStoredTables(documents, workspace)).flatMap(({ table }) => (table.isGoing ? [] : [table.name]));
  if (names.length === 0) {
    return new AppError("no-such-table", `There is no table “${written}”, and no other: publish a file first, which makes a table of it.`);
  }
  const near = names.toSorted((a, b) => distance(a, name) - distance(b, name));
  const more = near.length > mostNames ? `, and ${near.length - mostNames} more` : "";
  return new AppError("no-such-table", `There is no table “${written}”. There are ${near.slice(0, mostNames).join(", ")}${more}.`);
}

function hourKey(partition: PartitionTime): string {
  return partitionColumns.map((column) => partition[column]).join("-");
}

function bytesOf(files: readonly LakeFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}
