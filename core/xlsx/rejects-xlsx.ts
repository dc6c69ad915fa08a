/** A rejected row, as a spreadsheet shows it. */
export interface RejectRow {
  /** Of which file, where the job has several. */
  file?: string | undefined;
  /** 1-based physical line and data record of that file. */
  line: number;
  record: number;
  codes: readonly string[];
  message: string;
  /** Cells in the order of the columns; fewer or more where that is what is wrong. Null: they are not to be shown or not there. */
  cells: readonly string[] | null;
  /** 0-based positions of the faulty cells. */
  faulty: readonly number[];
}

export interface RejectsXlsxOptions {
  /** The file's columns, in order. */
  columns: readonly string[];
  /** How many rejects there are in all; those beyond the bounds are counted in the workbook rather than shown. */
  total: number;
}

/** Rows, cells and characters that one such workbook holds at most: it is made in memory. */
export const rejectsXlsxBounds = { rows: 50_000, cells: 1_000_000, characters: 32_000_000 } as const;

/**
 * The rejected rows as a workbook: line, reason, and the file's cells with the faulty ones marked. Answers chunks of the file.
 * Rejects beyond `rejectsXlsxBounds` are not asked for.
 */
export async function* writeRejectsXlsx(rejects: AsyncIterable<RejectRow>, options: RejectsXlsxOptions): AsyncGenerator<Uint8Array> {
  const { createRejectsWorkbook } = await import("./rejects-workbook.ts");
  yield await createRejectsWorkbook(rejects, options);
}
