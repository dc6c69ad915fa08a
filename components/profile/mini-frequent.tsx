import type { ColumnProfile } from "#core/profile/profile";
import { formatShare } from "#core/words/format-number";

const shown = 3;

/** A column's most frequent values, with their share of the rows. */
export function MiniFrequent({ column: { frequent }, rows }: { column: ColumnProfile; rows: number }) {
  return (
    <ol className="flex flex-col gap-0.5 text-xs">
      {frequent.slice(0, shown).map(({ value, count }) => (
        <li key={value} className="relative flex items-baseline gap-2 px-1">
          <span
            aria-hidden="true"
            className="absolute inset-y-0 left-0 rounded-sm bg-accent-soft"
            style={{ width: `${(count / Math.max(1, rows)) * 100}%` }}
          />
          <bdi className="relative min-w-0 flex-1 truncate">{value}</bdi>
          <span className="figures relative text-quiet">{formatShare(count, rows)}</span>
        </li>
      ))}
    </ol>
  );
}
