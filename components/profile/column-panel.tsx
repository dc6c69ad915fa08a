"use client";

import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import type { ColumnProfile } from "#core/profile/profile";
import { formatCount, formatShare } from "#core/words/format-number";
import { BarChart } from "../charts/bar-chart.tsx";
import { HistogramChart } from "../charts/histogram-chart.tsx";
import { IconButton } from "../ui/button.tsx";
import { columnFacts } from "./column-facts.ts";
import { edgeLabels, isOutlying, typeWords } from "./column-words.ts";

interface ColumnPanelProps {
  column: ColumnProfile;
  rows: number;
  onClose: () => void;
}

/** Everything that is known of a column. */
export function ColumnPanel({ column, rows, onClose }: ColumnPanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another column is another place to be
  useEffect(() => heading.current?.focus(), [column.name]);
  return (
    <section aria-label={`Column ${column.name}`} className="animate-fade-in rounded border border-line bg-surface">
      <header className="flex items-start justify-between gap-4 py-3 pr-2 pl-4 sm:pl-5">
        <div className="min-w-0">
          <h3 ref={heading} tabIndex={-1} className="text-base font-medium break-words outline-none">
            <bdi>{column.name}</bdi>
          </h3>
          <p className="text-quiet">{typeWords[column.type]}</p>
        </div>
        <IconButton label="Close this column" onClick={onClose}>
          <X aria-hidden="true" className="size-4" />
        </IconButton>
      </header>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-5 border-line border-t px-4 py-4 sm:px-5 lg:grid-cols-[16rem_minmax(0,1fr)]">
        <dl className="grid auto-rows-min grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
          {columnFacts(column, rows).map(({ name, value }) => (
            <div key={name} className="contents">
              <dt className="text-quiet">{name}</dt>
              <dd className="figures min-w-0 text-right break-words">
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
        <div className="flex min-w-0 flex-col gap-6">
          {column.histogram.length > 0 && <Histogram column={column} />}
          {column.frequent.length > 0 && <Frequent column={column} rows={rows} />}
          {column.histogram.length === 0 && column.frequent.length === 0 && (
            <p className="text-quiet">
              {column.type === "empty" ? "There is no value in any row." : "No value comes more often than another."}
            </p>
          )}
        </div>
      </div>
    </section>
  );
}

function Histogram({ column: { name, histogram, outliers } }: { column: ColumnProfile }) {
  const labels = edgeLabels(histogram.map(({ from }) => from));
  const bars = histogram.map((bin, index) => ({
    ...bin,
    label: labels[index] ?? bin.from,
    isOutlying: isOutlying(histogram, index, outliers),
  }));
  return <HistogramChart caption={`How the values of ${name} are spread`} bars={bars} />;
}

function Frequent({ column: { name, frequent }, rows }: { column: ColumnProfile; rows: number }) {
  const bars = frequent.map(({ value, count }) => ({
    label: value,
    detail: formatShare(count, rows),
    value: count,
    text: formatCount(count),
  }));
  return (
    <div className="min-w-0">
      <h4 className="mb-2 font-medium">Most frequent</h4>
      <BarChart caption={`The most frequent values of ${name}`} labelTitle="Value" valueTitle="Rows" bars={bars} />
    </div>
  );
}
