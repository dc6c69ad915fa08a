import { writeXlsxStream } from "hucre/xlsx";
import { AppError, isAppError } from "../../app-error.ts";
import { sheetBounds } from "../xlsx-limits.ts";
import { toStoredRow, toStoredText } from "./stored-cell.ts";

export interface SheetsOptions {
  /** The first sheet's; further ones are `name_2` and so on. */
  sheet: string;
  /** Null: no header row is written. */
  header: readonly string[] | null;
  /** Rows of one sheet, header included; fewer for tests. */
  maxRows?: number;
  write(chunk: Uint8Array): Promise<void>;
}

/** Writes a table of texts as a workbook while its rows come, in memory that does not grow with them. */
export interface SheetsWriter {
  /** Settles when more rows are wanted. Cells have at most 32,767 characters. */
  rows(rows: readonly (readonly string[])[]): Promise<void>;
  /** Settles when all was written. */
  end(): Promise<void>;
  /** Stops, and writes no more. */
  abort(): Promise<void>;
}

/** Every cell is text, and none a formula: what stands in a file is what is shown. */
export function createSheetsWriter({ sheet, header, maxRows, write }: SheetsOptions): SheetsWriter {
  const channel = new RowChannel();
  const stream = writeXlsxStream(channel.values(), {
    name: sheet,
    ...(header && { columns: header.map((name) => ({ header: toStoredText(name) })), freezePane: { rows: 1 } }),
    // Without a header the first row would be repeated in its place.
    repeatHeaders: header !== null,
    maxRowsPerSheet: maxRows ?? sheetBounds.rows,
  });
  const written = pump(stream, write).then(
    () => channel.close(null),
    (error: unknown) => channel.close({ cause: toExpected(error) }),
  );
  return {
    rows: (rows) => channel.push(rows.map(toStoredRow)),
    async end() {
      await channel.push(null);
      await written;
      channel.throwIfFailed();
    },
    async abort() {
      channel.abort();
      await written;
    },
  };
}

async function pump(stream: ReadableStream<Uint8Array>, write: (chunk: Uint8Array) => Promise<void>): Promise<void> {
  for await (const chunk of stream) await write(chunk);
}

function toExpected(error: unknown): unknown {
  if (isAppError(error) || !(error instanceof Error) || error.name !== "ZipError") return error;
  const advice = "Convert it to CSV, or leave columns out.";
  return new AppError("file-too-large", `The rows do not fit into a workbook, of which no part is larger than 4 GiB. ${advice}`, {
    cause: error,
  });
}

type StoredRow = (string | null)[];

/** Rows from who makes them to who takes them: some at a time, so that neither runs ahead of the other. */
class RowChannel {
  #rows: StoredRow[] = [];
  #at = 0;
  #ended = false;
  #failure: { cause: unknown } | null = null;
  #wanted: () => void = () => undefined;
  #come: () => void = () => undefined;

  /** Null: there are no more. Settles when all was taken. */
  async push(rows: StoredRow[] | null): Promise<void> {
    this.throwIfFailed();
    if (rows === null) this.#ended = true;
    else this.#rows = rows;
    this.#at = 0;
    const taken = new Promise<void>((resolve) => {
      this.#wanted = resolve;
    });
    this.#come();
    if (rows === null || rows.length === 0) return;
    await taken;
    this.throwIfFailed();
  }

  async *values(): AsyncGenerator<StoredRow> {
    for (;;) {
      for (; this.#at < this.#rows.length; this.#at++) {
        const row = this.#rows[this.#at];
        if (row) yield row;
      }
      this.#rows = [];
      this.#at = 0;
      const come = new Promise<void>((resolve) => {
        this.#come = resolve;
      });
      this.#wanted();
      if (this.#ended) return;
      await come;
      this.throwIfFailed();
    }
  }

  /** Nobody takes any more. */
  close(failure: { cause: unknown } | null): void {
    this.#failure ??= failure;
    this.#wanted();
  }

  abort(): void {
    this.#failure ??= { cause: new Error("The workbook was given up.") };
    this.#ended = true;
    this.#come();
    this.#wanted();
  }

  throwIfFailed(): void {
    if (this.#failure) throw this.#failure.cause;
  }
}
