import type { ByteSource } from "../../csv/source/byte-source.ts";
import type { SheetRow } from "./sheet-handler.ts";
import { SheetLines } from "./sheet-lines.ts";

/** Rows of a sheet in ascending order, some at a time; null at the end. */
export interface RowStream {
  next(): Promise<readonly SheetRow[] | null>;
  close(): Promise<void>;
}

/** About so many bytes are made at once. */
const chunkBytes = 64 * 1024;
/** Rows and characters by which the width is decided. */
const widthRows = 20_000;
const widthCharacters = 1024 * 1024;

/**
 * A sheet as CSV: an empty row is an empty line, so that lines are rows; every other row is as wide as the widest of the first ones, so
 * that a short row is none. A row that is wider later on keeps its further cells, and the reader says so.
 */
export class SheetText implements ByteSource {
  readonly lines = new SheetLines();
  readonly #rows: RowStream;
  readonly #encoder = new TextEncoder();
  readonly #check: (bytes: number) => void;
  #width = 0;
  #waiting: SheetRow[] = [];
  #waitingAt = 0;
  #begun = false;
  #ended = false;
  #row = 0;
  #buffer: Uint8Array<ArrayBuffer> = new Uint8Array(2 * chunkBytes);
  #from = 0;
  #to = 0;
  #bytes = 0;

  /** `check` is told how much text was made so far. */
  constructor(rows: RowStream, check: (bytes: number) => void) {
    this.#rows = rows;
    this.#check = check;
  }

  async read(target: Uint8Array): Promise<number> {
    if (!this.#begun) await this.#begin();
    while (this.#from === this.#to) {
      if (this.#waitingAt === this.#waiting.length && !(await this.#more())) return 0;
      this.#make();
    }
    const part = this.#buffer.subarray(this.#from, Math.min(this.#to, this.#from + target.length));
    target.set(part);
    this.#from += part.length;
    return part.length;
  }

  async close(): Promise<void> {
    await this.#rows.close();
  }

  /** Takes in the first rows, whose width is the table's. */
  async #begin(): Promise<void> {
    this.#begun = true;
    let characters = 0;
    while (this.#waiting.length < widthRows && characters < widthCharacters && !this.#ended) {
      const rows = await this.#rows.next();
      this.#ended = rows === null;
      for (const row of rows ?? []) {
        this.#waiting.push(row);
        this.#width = Math.max(this.#width, row.cells.length);
        characters += row.cells.reduce((sum, cell) => sum + (cell?.length ?? 0) + 1, 0);
      }
    }
  }

  async #more(): Promise<boolean> {
    this.#waitingAt = 0;
    this.#waiting = [];
    while (!this.#ended && this.#waiting.length === 0) {
      const rows = await this.#rows.next();
      this.#ended = rows === null;
      if (rows) this.#waiting = [...rows];
    }
    return this.#waiting.length > 0;
  }

  #make(): void {
    this.#from = 0;
    this.#to = 0;
    while (this.#waitingAt < this.#waiting.length && this.#to < chunkBytes) {
      const row = this.#waiting[this.#waitingAt];
      if (!row) break;
      const gap = Math.min(row.row - this.#row - 1, chunkBytes);
      if (gap > 0) this.#makeGap(gap);
      else {
        this.#makeRow(row);
        this.#waitingAt++;
      }
    }
    this.#bytes += this.#to;
    this.#check(this.#bytes);
  }

  #makeGap(rows: number): void {
    this.#room(rows);
    this.lines.add(this.#bytes + this.#to, this.#row + 1, true);
    this.#buffer.fill(0x0a, this.#to, this.#to + rows);
    this.#to += rows;
    this.#row += rows;
  }

  #makeRow({ row, cells }: SheetRow): void {
    const line = toLine(cells, this.#width);
    this.#room(line.length * 3);
    this.lines.add(this.#bytes + this.#to, row, false);
    this.#to += this.#encoder.encodeInto(line, this.#buffer.subarray(this.#to)).written;
    this.#row = row;
  }

  #room(bytes: number): void {
    if (this.#to + bytes <= this.#buffer.length) return;
    const larger = new Uint8Array(Math.max(this.#to + bytes, this.#buffer.length * 2));
    larger.set(this.#buffer.subarray(0, this.#to));
    this.#buffer = larger;
  }
}

function toLine(cells: readonly (string | undefined)[], width: number): string {
  const count = Math.max(width, cells.length);
  // An empty line would be no row.
  if (count === 1) return `${cells[0] ? toCell(cells[0]) : '""'}\n`;
  let line = "";
  for (let column = 0; column < count; column++) {
    const cell = cells[column];
    if (column > 0) line += ",";
    if (cell) line += toCell(cell);
  }
  return `${line}\n`;
}

const special = /[",\r\n]/;

function toCell(text: string): string {
  return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
