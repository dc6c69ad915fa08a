import { queryPrefix } from "../lake/lake-keys.ts";
import { outputFormats } from "../operations/results/output-formats.ts";
import type { QueryRef } from "./query-documents.ts";
import type { QueryFormat } from "./query-formats.ts";

/** The answer as Parquet, from which any other format is made; its rows, a line each; where every so many of them begin. */
export const answerFile = { parquet: "answer.parquet", rows: "rows.ndjson", marks: "rows.marks" } as const;

/** Rows between two marks. A mark is where a row begins in the file of rows: 8 bytes, the least significant first. */
export const rowsPerMark = 20;
export const markBytes = 8;

/** Files of one run of a query lie by themselves. */
export function answerKey({ workspace, id }: QueryRef, run: number, name: string): string {
  return `${runPrefix({ workspace, id }, run)}${name}`;
}

export function runPrefix({ workspace, id }: QueryRef, run: number): string {
  return `${queryPrefix({ workspace, query: id })}${run}/`;
}

/** `output.csv` */
export function outputName(to: QueryFormat): string {
  return `output.${outputFormats[to].extension}`;
}

/** The answer itself is its Parquet file: nothing is to be made. */
export function outputKey(ref: QueryRef, run: number, name: string): string {
  return answerKey(ref, run, name === outputName("parquet") ? answerFile.parquet : name);
}
