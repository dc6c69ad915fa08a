import type { QueryAnswerView } from "#core/api/queries-api";
import type { GridColumn, RowSource } from "../grid/row-source.ts";
import { WeightedCache } from "../rows/weighted-cache.ts";

export type Cells = readonly (string | null)[];

/** A page of an answer as texts, beginning behind so many rows. */
export type ReadPage = (before: number, limit: number, signal: AbortSignal) => Promise<readonly Cells[]>;

interface Answer {
  columns: QueryAnswerView["columns"];
  rowCount: number;
  /** The rows that came with the answer. */
  first: readonly Cells[];
}

export const pageRows = 500;
const keptCells = 400_000;

/** The rows of an answer, read by pages as they come into view; any of them can be the next. */
export function answerSource({ columns, rowCount, first }: Answer, readPage: ReadPage): RowSource {
  const pages = new WeightedCache<number, readonly Cells[]>(keptCells);
  const weigh = (rows: readonly Cells[]) => rows.length * Math.max(1, columns.length);
  const keep = (page: number, rows: readonly Cells[]) => {
    pages.set(page, rows, weigh(rows));
    return rows;
  };
  const expected = (page: number) => Math.min(pageRows, rowCount - page * pageRows);
  if (first.length >= expected(0)) keep(0, first.slice(0, pageRows));
  /** A page of very long rows comes in parts. */
  const read = async (page: number, signal: AbortSignal) => {
    const rows: Cells[] = [];
    while (rows.length < expected(page)) {
      const part = await readPage(page * pageRows + rows.length, expected(page) - rows.length, signal);
      if (part.length === 0) break;
      rows.push(...part);
    }
    return keep(page, rows);
  };
  return {
    columns: columns.map(toColumn),
    rowCount,
    peek: (row) => pages.peek(Math.floor(row / pageRows))?.[row % pageRows] ?? (row < first.length ? first[row] : undefined),
    async rows(from, to, signal) {
      const end = Math.min(to, rowCount);
      const firstPage = Math.floor(from / pageRows);
      const count = Math.max(0, Math.floor((end - 1) / pageRows) - firstPage + 1);
      const found = await Promise.all(
        Array.from({ length: count }, (_, index) => pages.get(firstPage + index) ?? read(firstPage + index, signal)),
      );
      return found.flat().slice(from - firstPage * pageRows, end - firstPage * pageRows);
    },
  };
}

const numbers = /^(?:u?(?:tiny|small|big|huge)int|u?integer|int(?:eger)?|float|real|double|decimal|numeric)\b/i;

export function isNumberType(type: string): boolean {
  return numbers.test(type);
}

function toColumn({ name, type }: QueryAnswerView["columns"][number]): GridColumn {
  return { name, type: type.toLowerCase(), ...(isNumberType(type) && { align: "end" }) };
}
