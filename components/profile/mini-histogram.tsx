import { clsx } from "clsx";
import type { ColumnProfile } from "#core/profile/profile";
import { isOutlying } from "./column-words.ts";

/** The shape of a column at a glance; what it shows is said in words beside it. */
export function MiniHistogram({ column: { histogram, outliers } }: { column: ColumnProfile }) {
  const most = Math.max(1, ...histogram.map(({ count }) => count));
  return (
    <div aria-hidden="true" className="flex h-full items-end gap-px">
      {histogram.map(({ from, count }, index) => (
        <div
          key={from}
          className={clsx(
            "flex-1 rounded-t-[1px]",
            isOutlying(histogram, index, outliers) ? "bg-aside" : "bg-accent",
            count > 0 && "min-h-px",
          )}
          style={{ height: `${(count / most) * 100}%` }}
        />
      ))}
    </div>
  );
}
