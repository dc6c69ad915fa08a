import type { GridColumn, RowSource } from "../grid/row-source.ts";
import type { Cell } from "./packed-cells.ts";
import type { TableAnswers } from "./table-messages.ts";
import type { Arranged, RowsWanted } from "./table-reader.ts";
import { WeightedCache } from "./weighted-cache.ts";

interface Block {
  rows: readonly (readonly Cell[])[];
  places: Uint32Array;
}

export type AskRows = (request: { kind: "rows" } & RowsWanted, options: { signal: AbortSignal }) => Promise<TableAnswers["rows"]>;

const blockCells = 8_000;
const keptCells = 400_000;
/** In an order of its own each row may lie elsewhere: more at once cost little more. */
const arrangedFactor = 4;

/** The rows of a table as its worker shows them just now; another order is another source. */
export function tableSource(ask: AskRows, { columns, rowCount, order }: { columns: readonly GridColumn[] } & Arranged): RowSource {
  const isArranged = order !== 0;
  const wanted = (blockCells / Math.max(1, columns.length)) * (isArranged ? arrangedFactor : 1);
  const size = Math.min(1024, Math.max(16, 2 ** Math.round(Math.log2(wanted))));
  const blocks = new WeightedCache<number, Block>(keptCells);

  const readBlocks = async (first: number, last: number, signal: AbortSignal) => {
    const from = first * size;
    const { rows, places } = await ask({ kind: "rows", from, to: Math.min(rowCount, (last + 1) * size), order }, { signal });
    for (let block = first; block <= last; block += 1) {
      const at = (block - first) * size;
      const part = { rows: rows.slice(at, at + size), places: places.slice(at, at + size) };
      blocks.set(block, part, part.rows.length * columns.length);
    }
    return rows;
  };

  return {
    columns,
    rowCount,
    peek: (row) => blocks.peek(Math.floor(row / size))?.rows[row % size],
    rowLabel: (row) => {
      const place = isArranged ? blocks.peek(Math.floor(row / size))?.places[row % size] : row;
      return place === undefined ? "…" : String(place + 1);
    },
    async rows(from, to, signal) {
      const end = Math.min(to, rowCount);
      const first = Math.floor(from / size);
      const last = Math.floor(Math.max(from, end - 1) / size);
      const missing = Array.from({ length: last - first + 1 }, (_, index) => first + index).filter((block) => !blocks.has(block));
      const begin = missing[0];
      const finish = missing.at(-1);
      const base = (begin ?? 0) * size;
      const read = begin === undefined || finish === undefined ? [] : await readBlocks(begin, finish, signal);
      return Array.from({ length: Math.max(0, end - from) }, (_, index) => {
        const row = from + index;
        return read[row - base] ?? blocks.get(Math.floor(row / size))?.rows[row % size] ?? [];
      });
    },
  };
}
