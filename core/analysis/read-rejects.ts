import { AppError } from "../app-error.ts";
import { findFaultyColumns } from "../fixes/faulty-columns.ts";
import { createRejectReader, type RejectedRow } from "../fixes/read-reject.ts";
import { parseRejectLine, type RejectLine } from "../fixes/reject-line.ts";
import { type RejectShape, toRejectShapes } from "../fixes/reject-shape.ts";
import type { RejectRow } from "../xlsx/rejects-xlsx.ts";
import { rejectList } from "./leaves-tables.ts";
import { readLines } from "./read-lines.ts";
import { readReport } from "./read-report.ts";
import { type ResultReading, readStoredResult } from "./stored-result.ts";

/** A rejected record; its cells in the columns of all of the job's files. */
export interface ReadReject extends RejectRow {
  line: number;
  told: RejectLine;
  surplus: readonly string[];
}

/** What a job set aside. */
export interface JobRejects {
  /** Of all its files, each name once. */
  columns: readonly string[];
  total: number;
  /** Of the list. */
  bytes: number;
  /** In the list's order, from its beginning each time. */
  read(): AsyncGenerator<ReadReject>;
}

export async function openRejects(reading: ResultReading): Promise<JobRejects> {
  const { job } = reading;
  const shapes = toRejectShapes(await readReport(reading), job.params);
  const columns = [...new Set(shapes.flatMap(({ names }) => names))];
  const { rows = 0, bytes = 0 } = rejectList(job.results) ?? {};
  return { columns, total: rows, bytes, read: () => readRejects(reading, shapes, columns) };
}

async function* readRejects(
  reading: ResultReading,
  shapes: readonly RejectShape[],
  columns: readonly string[],
): AsyncGenerator<ReadReject> {
  const placers = new Map(shapes.map((shape) => [shape.file, createPlacer(shape, columns)]));
  const [only] = shapes.length === 1 ? placers.values() : [];
  for await (const text of readLines(await openList(reading))) {
    const told = parseRejectLine(text);
    const place = told.file === undefined ? only : placers.get(told.file);
    yield { ...about(told), told, ...(place?.(told) ?? { cells: null, faulty: [], surplus: [] }) };
  }
}

function about({ file, line, record, codes, message }: RejectLine) {
  return { ...(file !== undefined && { file }), line, record, codes, message };
}

/** Puts the cells of one file's record where they belong among the columns of all. */
function createPlacer(shape: RejectShape, columns: readonly string[]) {
  const read = createRejectReader(shape);
  const placeOf = new Map(columns.map((name, index) => [name, index]));
  const places = shape.names.map((name) => placeOf.get(name) ?? columns.length);
  const isAll = places.length === columns.length && places.every((place, index) => place === index);
  return (line: RejectLine) => {
    const row = read(line);
    const faulty = findFaultyColumns(line, row, shape.names).map((column) => places[column] ?? columns.length);
    if (row.cells.length === 0 || isWithout(row)) return { cells: null, faulty, surplus: row.surplus };
    return { cells: isAll ? row.cells : spread(row.cells, places, columns.length), faulty, surplus: row.surplus };
  };
}

/** A record whose cells could not be told apart, or are not there. */
function isWithout({ locked, given }: RejectedRow): boolean {
  return locked !== null && given === 0;
}

function spread(cells: readonly string[], places: readonly number[], width: number): string[] {
  const all = Array.from({ length: width }, () => "");
  for (const [index, place] of places.entries()) all[place] = cells[index] ?? "";
  return all;
}

async function openList(reading: ResultReading): Promise<AsyncIterable<Uint8Array>> {
  const list = await readStoredResult(reading, "rejects.ndjson");
  if (list) return list;
  throw new AppError("not-found", "They are no longer stored.");
}
