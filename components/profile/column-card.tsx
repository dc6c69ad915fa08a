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
    <div
      className={clsx(
        "relative flex h-44 min-w-0 flex-col gap-2 rounded border bg-surface px-4 py-3 transition-colors hover:bg-hover has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-accent",
        isOpen ? "border-accent" : "border-line",
      )}
    >
      <span className="flex items-baseline justify-between gap-3">
        <PlaceLink
          tab="profile"
          column={column.name}
          aria-current={isOpen ? "true" : undefined}
          className="min-w-0 truncate font-medium outline-none after:absolute after:inset-0 after:z-10"
        >
          <bdi>{column.name}</bdi>
        </PlaceLink>
        <span className="shrink-0 text-xs text-quiet">{typeWords[column.type]}</span>
      </span>
      <span className="text-xs text-quiet tabular-nums">
        <span className={clsx(column.empty > 0 && "text-aside")}>{emptyWords(column.empty, rows)}</span> · {distinctWords(column, rows)}
      </span>
      <div className="min-h-0 flex-1">
        {column.histogram.length > 0 ? <MiniHistogram column={column} /> : <MiniFrequent column={column} rows={rows} />}
      </div>
      <span className="figures h-4 truncate text-xs text-quiet">{range}</span>
    </div>
  );
}
