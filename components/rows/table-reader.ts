import { AppError } from "#core/app-error";
import { formatBytes, formatCount } from "#core/words/format-number";
import type { Cell, PackedCells } from "./packed-cells.ts";
import { type CellTest, cellTest, type RowFilter, type RowSort, sortRows } from "./row-order.ts";
import { SharedLoads } from "./shared-loads.ts";
import type { TableFile } from "./table-file.ts";
import { WeightedCache } from "./weighted-cache.ts";

/** What a tab of a browser does in seconds and without running out of memory. */
const orderBounds = { sortedRows: 2_000_000, filteredRows: 20_000_000, columnBytes: 256_000_000 } as const;

const keptCellBytes = 256_000_000;
const readsAtOnce = 6;
/** The one that is shown, and the one that takes its place. */
const keptOrders = 2;

export interface RowsOrder {
  sort: RowSort | null;
  filters: readonly RowFilter[];
}

export interface Arranged {
  /** What its rows are asked for by. */
  order: number;
  rowCount: number;
}

export interface RowsWanted {
  from: number;
  to: number;
  order: number;
}

export interface RowsRead {
  rows: (readonly Cell[])[];
  /** Their places in the table. */
  places: Uint32Array;
}

type OnProgress = (done: number, total: number) => void;

export interface RowsSearch extends Pick<RowFilter, "column" | "kind" | "text"> {
  /** A place in the present order, not itself looked at. */
  from: number;
  direction: 1 | -1;
  order: number;
}

/** Reads rows of a table by place or in an order, as few bytes as it takes. */
export class TableReader {
  readonly #file: TableFile;
  readonly #groups = new WeightedCache<number, readonly PackedCells[]>(keptCellBytes);
  readonly #loads: SharedLoads<number, readonly PackedCells[]>;
  #ahead: AbortController | null = null;
  #lastFrom = 0;
  /** Places of the table in the orders that were made last, by their numbers. 0 is the table's own. */
  readonly #orders = new Map<number, Uint32Array>();
  #lastOrder = 0;

  constructor(file: TableFile) {
    this.#file = file;
    this.#loads = new SharedLoads(async (group, signal) => {
      const cells = await file.readGroup(group, signal);
      this.#groups.set(
        group,
        cells,
        cells.reduce((sum, { bytes }) => sum + bytes, 0),
      );
      return cells;
    });
  }

  async rows({ from, to, order: number }: RowsWanted, signal: AbortSignal): Promise<RowsRead> {
    const order = this.#orderOf(number);
    const rowCount = order?.length ?? this.#file.rows;
    const places = Uint32Array.from(
      { length: Math.max(0, Math.min(to, rowCount) - from) },
      (_, index) => order?.[from + index] ?? from + index,
    );
    const wanted = [...new Set(Array.from(places, (place) => this.#groupOf(place)))];
    const groups = new Map<number, readonly PackedCells[]>();
    const reading = eachAtOnce(wanted, async (group) => void groups.set(group, await this.#group(group, signal)));
    // Only now: what is being read ahead may be what is wanted.
    this.#ahead?.abort();
    await reading;
    if (!order) this.#readAhead(wanted, from >= this.#lastFrom ? 1 : -1);
    this.#lastFrom = from;
    const rows = Array.from(places, (place) => {
      const group = this.#groupOf(place);
      const columns = groups.get(group) ?? [];
      const at = place - (this.#file.groups[group]?.fromRow ?? 0);
      return columns.map((cells) => cells.at(at));
    });
    return { rows, places };
  }

  /** Makes another order of the rows, of fewer rows perhaps. @throws AppError where a browser cannot */
  async arrange({ sort, filters }: RowsOrder, signal: AbortSignal, onProgress: OnProgress): Promise<Arranged> {
    const columns = [...new Set([...filters, ...(sort ? [sort] : [])].map(({ column }) => column))];
    this.#requireWithinBounds(columns, sort !== null);
    const total = columns.length * this.#file.groups.length;
    let done = 0;
    const tell = () => onProgress(++done, total);
    const tests = filters.map((filter) => ({ column: filter.column, test: cellTest(filter) }));
    const kept: Uint32Array | null = tests.length === 0 ? null : await this.#filter(tests, signal, tell);
    if (sort) {
      const cells = await this.#column(sort.column, signal, tell);
      const rows = kept ?? Uint32Array.from({ length: this.#file.rows }, (_, row) => row);
      return this.#keep(sortRows(rows, cells, sort.descending));
    }
    return kept ? this.#keep(kept) : { order: 0, rowCount: this.#file.rows };
  }

  #keep(places: Uint32Array): Arranged {
    this.#lastOrder += 1;
    this.#orders.set(this.#lastOrder, places);
    this.#orders.delete(this.#lastOrder - keptOrders);
    return { order: this.#lastOrder, rowCount: places.length };
  }

  #orderOf(number: number): Uint32Array | null {
    if (number === 0) return null;
    const order = this.#orders.get(number);
    if (!order) throw new AppError("conflict", "These rows are shown in another order by now.");
    return order;
  }

  /** The next row in the present order whose cell is such, or null where none is left in that direction. */
  async find(search: RowsSearch, signal: AbortSignal, onProgress: OnProgress): Promise<number | null> {
    const test = cellTest(search);
    const order = this.#orderOf(search.order);
    if (!order) return this.#findInTable(search, test, signal, onProgress);
    this.#requireWithinBounds([search.column], false);
    let done = 0;
    const cells = await this.#column(search.column, signal, () => onProgress(++done, this.#file.groups.length));
    for (let at = search.from + search.direction; at >= 0 && at < order.length; at += search.direction) {
      if (test(cells[order[at] ?? 0] ?? null)) return at;
    }
    return null;
  }

  async #findInTable(
    { column, from, direction }: RowsSearch,
    test: CellTest,
    signal: AbortSignal,
    onProgress: OnProgress,
  ): Promise<number | null> {
    const { groups, rows } = this.#file;
    const first = from + direction;
    if (first < 0 || first >= rows) return null;
    const start = this.#groupOf(first);
    const total = direction > 0 ? groups.length - start : start + 1;
    const read = (group: number) => this.#cellsOf(group, column, signal);
    // The next group is on its way while one is looked through.
    let next: Promise<PackedCells> | null = read(start);
    for (let group = start; next && groups[group]; group += direction) {
      const cells: PackedCells = await next;
      next = groups[group + direction] ? read(group + direction) : null;
      next?.catch(leaveIt);
      const base = groups[group]?.fromRow ?? 0;
      const begin = group === start ? first - base : direction > 0 ? 0 : cells.length - 1;
      for (let at = begin; at >= 0 && at < cells.length; at += direction) if (test(cells.at(at))) return base + at;
      onProgress(Math.abs(group - start) + 1, total);
      signal.throwIfAborted();
    }
    return null;
  }

  async #filter(tests: readonly { column: number; test: CellTest }[], signal: AbortSignal, tell: () => void): Promise<Uint32Array> {
    const found: number[][] = this.#file.groups.map(() => []);
    await eachAtOnce(Array.from(this.#file.groups.keys()), async (group) => {
      const columns = await Promise.all(
        tests.map(async ({ column }) => {
          const cells = await this.#cellsOf(group, column, signal);
          tell();
          return cells;
        }),
      );
      const { fromRow = 0, toRow = 0 } = this.#file.groups[group] ?? {};
      const rows = found[group];
      for (let at = 0; at < toRow - fromRow; at += 1) {
        if (tests.every(({ test }, index) => test(columns[index]?.at(at) ?? null))) rows?.push(fromRow + at);
      }
    });
    const kept = new Uint32Array(found.reduce((sum, rows) => sum + rows.length, 0));
    let at = 0;
    for (const rows of found) {
      kept.set(rows, at);
      at += rows.length;
    }
    return kept;
  }

  /** A whole column, in the order of the table. */
  async #column(column: number, signal: AbortSignal, tell: () => void): Promise<readonly Cell[]> {
    const whole: Cell[] = new Array<Cell>(this.#file.rows).fill(null);
    await eachAtOnce(Array.from(this.#file.groups.keys()), async (group) => {
      const cells = await this.#cellsOf(group, column, signal);
      const base = this.#file.groups[group]?.fromRow ?? 0;
      for (let at = 0; at < cells.length; at += 1) whole[base + at] = cells.at(at);
      tell();
    });
    return whole;
  }

  async #cellsOf(group: number, column: number, signal: AbortSignal): Promise<PackedCells> {
    return this.#groups.get(group)?.[column] ?? (await this.#file.readColumn(group, column, signal));
  }

  async #group(group: number, signal: AbortSignal): Promise<readonly PackedCells[]> {
    return this.#groups.get(group) ?? (await this.#loads.load(group, signal));
  }

  /** The neighbour towards which the grid moves, until something else is wanted. */
  #readAhead(wanted: readonly number[], direction: 1 | -1): void {
    const neighbour = (direction > 0 ? Math.max(...wanted) : Math.min(...wanted)) + direction;
    if (!this.#file.groups[neighbour] || this.#groups.has(neighbour)) return;
    this.#ahead = new AbortController();
    this.#loads.load(neighbour, this.#ahead.signal).catch(leaveIt);
  }

  #groupOf(place: number): number {
    const { groups } = this.#file;
    let low = 0;
    let high = groups.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((groups[middle]?.fromRow ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #requireWithinBounds(columns: readonly number[], isSorted: boolean): void {
    const most = isSorted ? orderBounds.sortedRows : orderBounds.filteredRows;
    const act = isSorted ? "sorts" : "filters";
    if (columns.length > 0 && this.#file.rows > most) {
      throw new AppError(
        "query-too-large",
        `The browser ${act} at most ${formatCount(most)} rows, and these are ${formatCount(this.#file.rows)}. Run a query over the file instead.`,
      );
    }
    const bytes = columns.reduce((sum, column) => sum + this.#file.columnBytes(column), 0);
    if (bytes <= orderBounds.columnBytes) return;
    throw new AppError(
      "query-too-large",
      `The browser reads at most ${formatBytes(orderBounds.columnBytes)} for this, and these columns have ${formatBytes(bytes)}. Run a query over the file instead.`,
    );
  }
}

/** For what is awaited elsewhere, or asked for again when it is wanted. */
function leaveIt(): void {
  return;
}

/** A few at once; the first that fails ends it. */
async function eachAtOnce<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  const left = items.values();
  const work = async () => {
    for (const item of left) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(readsAtOnce, items.length) }, work));
}
