import { AppError } from "../app-error.ts";
import type { ByteSource } from "../csv/source/byte-source.ts";
import type { JobResult } from "../jobs/job.ts";
import { writeSource } from "../operations/results/engine-output.ts";
import { outputFormats } from "../operations/results/output-formats.ts";
import { requireSameRows } from "../operations/results/same-rows.ts";
import type { EngineAnswer } from "../ports/engine.ts";
import type { ObjectStore } from "../ports/object-store.ts";
import { answerFile, answerKey, markBytes, outputName, rowsPerMark } from "./answer-files.ts";
import type { StoredAnswer, StoredFile } from "./query.ts";
import type { QueryRef } from "./query-documents.ts";
import type { QueryFormat } from "./query-formats.ts";

export interface AnswerPlace extends QueryRef {
  run: number;
  signal: AbortSignal;
}

type Objects = Pick<ObjectStore, "write" | "head">;

const lineEnd = 0x0a;

/** Stores an answer as Parquet, and as rows of which any page is found by reading little. */
export async function storeAnswer(objects: Objects, answer: EngineAnswer, place: AnswerPlace): Promise<StoredAnswer> {
  const parquet = await storeForm(objects, answer, { place, name: answerFile.parquet, to: "parquet" });
  const { rows, marks } = await storeRows(objects, answer, place);
  return { run: place.run, parquet, rows, marks };
}

/** Makes a file of an answer. @throws AppError query-too-large where the format cannot hold it */
export async function storeOutput(objects: Objects, answer: EngineAnswer, to: QueryFormat, place: AnswerPlace): Promise<JobResult> {
  const name = outputName(to);
  const { size } = await storeForm(objects, answer, { place, name, to });
  return { name, bytes: size, rows: answer.rows, contentType: outputFormats[to].contentType };
}

async function storeForm(
  objects: Objects,
  answer: EngineAnswer,
  { place, name, to }: { place: AnswerPlace; name: string; to: QueryFormat },
): Promise<StoredFile> {
  return await storeFile(objects, place, { name, contentType: outputFormats[to].contentType }, async (write) => {
    const rows = await answer.write(to === "xlsx" ? "csv" : to);
    if (to === "xlsx") {
      const { writeAnswerWorkbook } = await import("../operations/query/answer-workbook.ts");
      await writeAnswerWorkbook(rows, { signal: place.signal, write });
    } else {
      await writeSource(rows.bytes, { write });
      requireSameRows(answer.rows, await rows.rows(), name);
    }
  });
}

async function storeRows(objects: Objects, answer: EngineAnswer, place: AnswerPlace): Promise<Pick<StoredAnswer, "rows" | "marks">> {
  const marks = createMarks();
  const contentType = outputFormats.ndjson.contentType;
  const rows = await storeFile(objects, place, { name: answerFile.rows, contentType }, async (write) => {
    const { bytes } = await answer.write("rows");
    await writeMarked(bytes, marks, write);
    requireSameRows(answer.rows, marks.rows(), answerFile.rows);
  });
  const file = { name: answerFile.marks, contentType: "application/octet-stream" };
  return { rows, marks: await storeFile(objects, place, file, (write) => write(marks.bytes())) };
}

async function writeMarked(bytes: ByteSource, marks: Marks, write: (chunk: Uint8Array) => Promise<void>): Promise<void> {
  await writeSource(bytes, {
    async write(chunk) {
      marks.read(chunk);
      await write(chunk);
    },
  });
}

async function storeFile(
  objects: Objects,
  place: AnswerPlace,
  { name, contentType }: { name: string; contentType: string },
  fill: (write: (chunk: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<StoredFile> {
  const key = answerKey(place, place.run, name);
  const writer = objects.write("results", key, { contentType, signal: place.signal });
  try {
    await fill((chunk) => writer.write(chunk));
  } catch (error) {
    await writer.abort();
    throw error;
  }
  await writer.close();
  const head = await objects.head("results", key);
  if (!head) throw new AppError("unavailable", `${name} was written but is not there.`, { retryable: true });
  const { size, etag, versionId } = head;
  return { size, etag, versionId };
}

type Marks = ReturnType<typeof createMarks>;

/** Notes where every so many rows begin, as their bytes go by. */
function createMarks() {
  const places = [0];
  let rows = 0;
  let before = 0;
  return {
    read(chunk: Uint8Array): void {
      for (let at = chunk.indexOf(lineEnd); at !== -1; at = chunk.indexOf(lineEnd, at + 1)) {
        rows += 1;
        if (rows % rowsPerMark === 0) places.push(before + at + 1);
      }
      before += chunk.length;
    },
    rows: () => rows,
    bytes(): Uint8Array {
      const view = new DataView(new ArrayBuffer(places.length * markBytes));
      for (const [index, place] of places.entries()) view.setBigUint64(index * markBytes, BigInt(place), true);
      return new Uint8Array(view.buffer);
    },
  };
}
