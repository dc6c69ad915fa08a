/** Rows that a grid shows, wherever they are. A cell is text, as it stands in the file. */
export interface RowSource {
  columns: readonly GridColumn[];
  /** Rows there are in the present order and filter. */
  rowCount: number;
  /**
   * The rows [from, to) of the present order, `null` where a row has no cell in a column. Asked for again and again as the grid
   * scrolls: a source keeps what it has read. @throws when the rows cannot be read; the grid shows the sentence and offers to try again
   */
  rows(from: number, to: number, signal: AbortSignal): Promise<readonly (readonly (string | null)[])[]>;
  /** The rows that are there without waiting, `undefined` for those that are not: no skeleton flashes for what is known. */
  peek?(row: number): readonly (string | null)[] | undefined;
  /** What a row is called at its left; by default its place from 1. A sorted or filtered source says the place in the table. */
  rowLabel?(row: number): string;
}

export interface GridColumn {
  name: string;
  /** Numbers stand at the right. */
  align?: "start" | "end";
  /** Said below the name. */
  type?: string;
  /** In pixels, until it is changed. */
  width?: number;
}
