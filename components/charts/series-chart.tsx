"use client";

import { formatCount } from "#core/words/format-number";
import { ChartFrame } from "./chart-frame.tsx";
import { ChartLegend } from "./chart-legend.tsx";
import type { ChartPoint, ChartSeries } from "./chart-tone.ts";
import { SeriesDrawing } from "./late-drawing.tsx";

export interface SeriesChartProps {
  caption: string;
  /** What a point is: "Day". */
  pointTitle: string;
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  /** A value as people read it; by default a count. */
  format?: (value: number) => string;
  /** A value beside the axis, where there is little room; by default as `format` has it. */
  formatShort?: (value: number) => string;
  height?: number;
}

/** Values side by side: a bar a point, for a single series. */
export function BarsChart(props: SeriesChartProps) {
  return <SeriesChart kind="bars" {...props} />;
}

/** Parts of a whole, point by point. */
export function StackedChart(props: SeriesChartProps) {
  return <SeriesChart kind="stacked" {...props} />;
}

function SeriesChart({ kind, height = 200, format = formatCount, ...props }: SeriesChartProps & { kind: "bars" | "stacked" }) {
  const { caption, pointTitle, series, points } = props;
  const rows = points.map(({ label, title, values }) => [title ?? label, ...series.map(({ key }) => format(values[key] ?? 0))]);
  return (
    <ChartFrame
      caption={caption}
      height={height}
      table={{ head: [pointTitle, ...series.map(({ words }) => words)], rows }}
      legend={series.length > 1 && <ChartLegend series={series} />}
    >
      <SeriesDrawing
        kind={kind}
        height={height}
        format={format}
        formatShort={props.formatShort ?? format}
        {...{ caption, series, points }}
      />
    </ChartFrame>
  );
}
