import type { ColumnPages } from "./column-pages.ts";
import type { RowStripe } from "./row-stripe.ts";

/** The least and the greatest value as PLAIN writes them; null where there is none. */
export interface ValueRange {
  min: Uint8Array;
  max: Uint8Array;
}

/** Writes one column's cells as values. */
export interface ColumnEncoder {
  readonly pages: ColumnPages;
  /** @throws AppError unaccounted: a cell is not of the type, although it was checked */
  add(stripe: RowStripe): void;
  /** Cuts the last page, and says what is known of the chunk's values. */
  end(): ValueRange | null;
}
