import { clsx } from "clsx";
import { Skeleton } from "./skeleton.tsx";

const places = [..."abcdefgh"] as const;

interface RowsSkeletonProps {
  label: string;
  /** At most eight. */
  rows: number;
  /** How high a row is. */
  rowClass: string;
  /** How wide what stands in a row is, from left to right; the last one stands at its end. */
  bars: readonly string[];
}

/** A list or a table that is being read, in the frame that comes. */
export function RowsSkeleton({ label, rows, rowClass, bars }: RowsSkeletonProps) {
  return (
    <div role="status" aria-label={label} className="divide-y divide-line overflow-hidden rounded border border-line bg-surface">
      {places.slice(0, rows).map((row) => (
        <div key={row} className={clsx("flex items-center gap-6 px-4", rowClass)}>
          {bars.map((width, place) => (
            <Skeleton key={places[place]} className={clsx("h-3 max-w-full last:not-first:ml-auto", width)} />
          ))}
        </div>
      ))}
    </div>
  );
}
