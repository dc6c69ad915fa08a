import { clsx } from "clsx";
import type { ColumnProfile } from "#core/profile/profile";
import { PlaceLink } from "../job/place-link.tsx";
import { distinctWords, emptyWords, rangeWords, typeWords } from "./column-words.ts";
import { MiniFrequent } from "./mini-frequent.tsx";
import { MiniHistogram } from "./mini-histogram.tsx";

interface ColumnCardProps {
  column: ColumnProfile;
  rows: number;
  isOpen: boolean;
}

/** A column at a glance; it opens larger. */
export function ColumnCard({ column, rows, isOpen }: ColumnCardProps) {
  const range = rangeWords(column);
  return (
    <PlaceLink
      tab="profile"
      column={column.name}
      aria-label={`${column.name}: ${typeWords[column.type].toLowerCase()}, ${emptyWords(column.empty, rows)}, ${distinctWords(column, rows)}`}
      aria-current={isOpen ? "true" : undefined}
      className={clsx(
        "flex h-44 min-w-0 flex-col gap-2 rounded border bg-surface px-4 py-3 transition-colors hover:bg-hover",
        isOpen ? "border-accent" : "border-line",
      )}
    >
      <span className="flex items-baseline justify-between gap-3">
        <bdi className="min-w-0 truncate font-medium">{column.name}</bdi>
        <span className="shrink-0 text-xs text-quiet">{typeWords[column.type]}</span>
      </span>
      <span className="text-xs text-quiet tabular-nums">
        <span className={clsx(column.empty > 0 && "text-aside")}>{emptyWords(column.empty, rows)}</span> · {distinctWords(column, rows)}
      </span>
      <div className="min-h-0 flex-1">
        {column.histogram.length > 0 ? <MiniHistogram column={column} /> : <MiniFrequent column={column} rows={rows} />}
      </div>
      <span className="figures h-4 truncate text-xs text-quiet">{range}</span>
    </PlaceLink>
  );
}
