import { AppError, isAppError } from "../app-error.ts";
import type { PlannedFile } from "../parquet/lake-writer.ts";
import { lakeFileKey, manifestKey } from "./lake-keys.ts";
import { eachOf, hideJob, removeLakeObjects, showJob, writeLakeJson } from "./lake-objects.ts";
import type { LakePorts, PublicationRef } from "./lake-ports.ts";
import type { LakeTable, Manifest, Publication } from "./lake-table.ts";
import { mergeTable, type NeededTable } from "./merge-table.ts";
import { putPublication, readPublication, rememberTable } from "./publication-documents.ts";
import { readManifest, removeJobRows, removePublication } from "./remove-publication.ts";
import { changeTable, touchTable } from "./table-documents.ts";
import { findSameSource, takePlace } from "./take-place.ts";

/** Each holds rows that are packed and wait to be written. */
const writtenAtOnce = 4;

/** Files that are known, and not written yet, for a table that may have to be made or changed. */
export interface PlannedPublication {
  workspace: string;
  job: string;
  attempt: number;
  table: NeededTable;
  /** The table of which this one is a new version. */
  versionOf: string | null;
  source: string;
  /** Takes the place of what earlier jobs published of the source. */
  corrects: boolean;
  files: readonly PlannedFile[];
  write(file: PlannedFile, output: { write(chunk: Uint8Array): Promise<void> }): Promise<void>;
}

export interface CommitTools {
  signal: AbortSignal;
  /** Whether the job is still this run's: from the first time on it can no longer be cancelled. @throws AppError cancelled, conflict */
  beginApply(): Promise<void>;
}

/** What became of a publication; `later`: a job after this one has published the same source, so that this one has nothing there. */
export type Committed = { publication: Publication; later: null } | { publication: null; later: string };

/**
 * Writes a publication so that its rows are there all at once, or not at all. Whatever an earlier attempt of the job came to is taken
 * up or taken away; after the last step, and not before, the files are read by queries.
 */
export async function commitPublication(ports: LakePorts, planned: PlannedPublication, tools: CommitTools): Promise<Committed> {
  const { workspace, job, source } = planned;
  const ref: PublicationRef = { workspace, table: planned.table.name, job };
  await tools.beginApply();
  const later = planned.corrects ? (await findSameSource(ports, ref, source)).later : null;
  if (later) {
    await removeJobRows(ports, ref, tools.signal);
    return { publication: null, later: later.job };
  }
  for (const table of await rememberTable(ports.documents, ref)) await removePublication(ports, { ...ref, table }, tools.signal);
  const table = await putTable(ports, planned, tools.signal);
  await hideFiles(ports, ref, planned, tools);
  const bytes = await writeFiles(ports, ref, planned, tools);
  await tools.beginApply();
  const before = await readPublication(ports.documents, ref);
  const publication = toPublication(planned, { bytes, at: ports.now(), replaced: before?.replaced });
  requireSameTable(table, await touchTable(ports.documents, ref, ports.now()));
  await putPublication(ports.documents, workspace, publication);
  return await showFiles(ports, ref, { publication, planned, tools });
}

/** Whoever deletes a table takes along what was written by then of a publication that is under way. */
function requireSameTable(table: LakeTable, touched: LakeTable | null): void {
  if (touched && !touched.isGoing && touched.createdAt === table.createdAt) return;
  const message = `The table ${table.name} was deleted while this was being published. Publish it again.`;
  throw new AppError("conflict", message, { retryable: true });
}

/** The catalogue may be behind a table that was stored by a process which then died. */
async function putTable(ports: LakePorts, planned: PlannedPublication, signal: AbortSignal): Promise<LakeTable> {
  const table = await storeTable(ports, planned);
  await ports.catalogue.put({ workspace: planned.workspace, table }, signal);
  return table;
}

async function storeTable({ documents, now }: LakePorts, { workspace, table: needed, versionOf }: PlannedPublication): Promise<LakeTable> {
  const table = await changeTable(documents, { workspace, table: needed.name }, (stored) => mergeTable(stored, needed, now()));
  if (versionOf !== null) {
    await changeTable(documents, { workspace, table: versionOf }, (old) =>
      old === null || old.current === needed.name ? old : withCurrent(old, needed.name, now()),
    );
  }
  return table;
}

function withCurrent(table: LakeTable, current: string, now: Date): LakeTable {
  return { ...table, current, updatedAt: now.toISOString() };
}

/** From here on nobody reads the job's files, and it is known which there may be: those of an earlier attempt that are none any more go. */
async function hideFiles(ports: LakePorts, ref: PublicationRef, planned: PlannedPublication, tools: CommitTools): Promise<void> {
  const { objects } = ports;
  await hideJob(objects, ref, tools.signal);
  await requireStillOwn(ports, ref, tools);
  const before = await readManifest(objects, ref, tools.signal);
  const files = planned.files.map((file) => ({ key: lakeFileKey({ ...ref, ...file }), rows: file.rows }));
  const keys = new Set(files.map(({ key }) => key));
  const stale = before?.files.filter(({ key }) => !keys.has(key)) ?? [];
  const manifest: Manifest = { v: 1, table: ref.table, job: ref.job, attempt: planned.attempt, source: planned.source, files };
  await writeLakeJson(objects, manifestKey(ref), { ...manifest, files: [...files, ...stale] }, tools.signal);
  if (stale.length === 0) return;
  await removeLakeObjects(
    objects,
    stale.map(({ key }) => key),
  );
  await writeLakeJson(objects, manifestKey(ref), manifest, tools.signal);
}

/** A run that lost its job right before it hid the files would hide for good what another one has published. */
async function requireStillOwn(ports: LakePorts, ref: PublicationRef, { beginApply }: CommitTools): Promise<void> {
  try {
    await beginApply();
  } catch (error) {
    if (isAppError(error) && (await readPublication(ports.documents, ref))) await showJob(ports.objects, ref);
    throw error;
  }
}

async function writeFiles(
  { objects }: LakePorts,
  ref: PublicationRef,
  { files, write }: PlannedPublication,
  { signal }: CommitTools,
): Promise<number> {
  let bytes = 0;
  const writeFile = async (file: PlannedFile) => {
    signal.throwIfAborted();
    const writer = objects.write("lake", lakeFileKey({ ...ref, ...file }), { contentType: "application/vnd.apache.parquet", signal });
    try {
      await write(file, writer);
    } catch (error) {
      await writer.abort();
      throw error;
    }
    const written = await writer.close();
    bytes += written.bytes;
  };
  await eachOf(files, writeFile, writtenAtOnce);
  signal.throwIfAborted();
  return bytes;
}

interface Showing {
  publication: Publication;
  planned: PlannedPublication;
  tools: CommitTools;
}

async function showFiles(ports: LakePorts, ref: PublicationRef, { publication, planned, tools }: Showing): Promise<Committed> {
  const { signal } = tools;
  if (!planned.corrects) {
    await showJob(ports.objects, ref);
    return { publication, later: null };
  }
  const { earlier, later } = await findSameSource(ports, ref, planned.source);
  if (later) {
    await removeJobRows(ports, ref, signal);
    return { publication: null, later: later.job };
  }
  const place = await takePlace(ports, ref, { publication, earlier, signal });
  await showJob(ports.objects, ref);
  await place.finish();
  return { publication: place.publication, later: null };
}

function toPublication(
  { table, job, source, files }: PlannedPublication,
  { bytes, at, replaced }: { bytes: number; at: Date; replaced: Publication["replaced"] },
): Publication {
  const hours = new Set(files.map(({ partition: { year, month, day, hour } }) => [year, month, day, hour].join("-")));
  const times = files.flatMap(({ from, to }) => [from, to]);
  const { from, to } = extent(times);
  return {
    table: table.name,
    ...{ job, source, bytes, from, to },
    files: files.length,
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    partitions: hours.size,
    publishedAt: at.toISOString(),
    ...(replaced && { replaced }),
  };
}

/** Of seconds since 1970. */
function extent(times: readonly number[]): { from: string | null; to: string | null } {
  if (times.length === 0) return { from: null, to: null };
  const [from, to] = times.reduce(([least, most], time) => [Math.min(least, time), Math.max(most, time)], [Infinity, -Infinity]);
  return { from: new Date(from * 1000).toISOString(), to: new Date(to * 1000).toISOString() };
}
