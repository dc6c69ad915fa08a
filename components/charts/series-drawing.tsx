import { useId } from "react";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, type TooltipContentProps, XAxis, YAxis } from "recharts";
import { ChartReading } from "./chart-reading.tsx";
import { ChartTextures, toneFill } from "./chart-textures.tsx";
import type { ChartPoint, ChartSeries } from "./chart-tone.ts";

interface SeriesDrawingProps {
  kind: "bars" | "stacked" | "histogram";
  caption: string;
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  format: (value: number) => string;
  formatShort: (value: number) => string;
  height: number;
}

const cursor = { fill: "var(--hover)" };
const axisLook = { tickLine: false, axisLine: false, tick: { fill: "var(--quiet)", fontSize: 12 } } as const;

export function SeriesDrawing({ kind, caption, series, points, format, formatShort, height }: SeriesDrawingProps) {
  const prefix = useId();
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 600, height }}>
      <BarChart
        data={[...points]}
        accessibilityLayer
        title={caption}
        margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
        barCategoryGap={kind === "histogram" ? 1 : "15%"}
      >
        <ChartTextures prefix={prefix} />
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="label" {...axisLook} minTickGap={16} height={24} />
        <YAxis {...axisLook} tickFormatter={formatShort} width="auto" allowDecimals={false} />
        <Tooltip
          content={(reading) => <Reading {...reading} series={series} format={format} />}
          cursor={cursor}
          isAnimationActive={false}
        />
        {series.map((each) => (
          <Bar
            key={each.key}
            dataKey={({ values }: ChartPoint) => values[each.key] ?? 0}
            name={each.words}
            {...((kind === "stacked" || kind === "histogram") && { stackId: "all" })}
            fill={toneFill(each.tone, prefix)}
            stroke="var(--surface)"
            strokeWidth={kind === "stacked" ? 1 : 0}
            {...(kind !== "histogram" && { maxBarSize: 36 })}
            // One of a million is still one.
            minPointSize={(value) => (value ? 2 : 0)}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

function Reading({ active, payload, series, format }: TooltipContentProps & Pick<SeriesDrawingProps, "series" | "format">) {
  const point = payload[0]?.payload as ChartPoint | undefined;
  if (!active || !point) return null;
  const known = series.filter(({ key }) => key in point.values);
  const lines = known.map(({ key, words }) => ({ words, text: format(point.values[key] ?? 0) }));
  return <ChartReading title={point.title ?? point.label} lines={lines} />;
}
