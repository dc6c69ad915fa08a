"use client";

import { formatCount } from "#core/words/format-number";
import { ChartFrame } from "./chart-frame.tsx";
import { ChartLegend } from "./chart-legend.tsx";
import type { ChartSeries } from "./chart-tone.ts";
import { SeriesDrawing } from "./late-drawing.tsx";

export interface HistogramBar {
  from: string;
  to: string;
  /** `from` as the axis has room for it. */
  label: string;
  count: number;
  /** Of another width than the others: it holds all that lies beyond them. */
  isOutlying?: boolean;
}

interface HistogramChartProps {
  caption: string;
  bars: readonly HistogramBar[];
  height?: number;
}

const values: ChartSeries = { key: "values", words: "Values", tone: "accent" };
const outliers: ChartSeries = { key: "outliers", words: "Far from the others", tone: "aside" };

/** How many values lie between which. */
export function HistogramChart({ caption, bars, height = 200 }: HistogramChartProps) {
  const series = bars.some(({ isOutlying }) => isOutlying) ? [values, outliers] : [values];
  const points = bars.map(({ from, to, label, count, isOutlying }) => ({
    label,
    title: `${from} to ${to}`,
    values: { [isOutlying ? outliers.key : values.key]: count },
  }));
  const rows = bars.map(({ from, to, count }) => [from, to, formatCount(count)]);
  return (
    <ChartFrame
      caption={caption}
      height={height}
      table={{ head: ["From", "To", "Values"], rows }}
      legend={series.length > 1 && <ChartLegend series={series} />}
    >
      <SeriesDrawing kind="histogram" {...{ caption, series, points, height }} format={formatCount} formatShort={formatCount} />
    </ChartFrame>
  );
}
