import { memo, useId } from "react";
import { Bar, BarChart, CartesianGrid, Tooltip, type TooltipContentProps, XAxis, YAxis } from "recharts";
import { ChartReading } from "./chart-reading.tsx";
import { ChartTextures, toneFill } from "./chart-textures.tsx";
import type { ChartPoint, ChartSeries } from "./chart-tone.ts";
import { useOwnWidth } from "./use-own-width.ts";

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

const noLines = () => [];

/** Drawn again only when what it shows has changed: that is most of the work of a page of charts. */
export const SeriesDrawing = memo(function SeriesDrawing(props: SeriesDrawingProps) {
  const { kind, caption, series, points, format, formatShort, height } = props;
  const prefix = useId();
  const [box, width] = useOwnWidth<HTMLDivElement>();
  // What is nowhere above zero is told by the legend; a drawing of nothing takes as long as one of something.
  const drawn = series.filter(({ key }) => points.some(({ values }) => (values[key] ?? 0) !== 0));
  return (
    <div ref={box} style={{ height }}>
      {width > 0 && (
        <BarChart
          width={width}
          height={height}
          data={[...points]}
          accessibilityLayer
          title={caption}
          margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
          barCategoryGap={kind === "histogram" ? 1 : "15%"}
        >
          <ChartTextures prefix={prefix} />
          {/* Lines that are not drawn would be reckoned all the same, from labels measured once more. */}
          <CartesianGrid vertical={false} verticalCoordinatesGenerator={noLines} stroke="var(--line)" />
          {/* Each label that is measured makes the browser lay out the page: this way about half as many are. */}
          <XAxis dataKey="label" {...axisLook} interval="equidistantPreserveStart" minTickGap={16} height={24} />
          <YAxis {...axisLook} interval={0} tickFormatter={formatShort} width="auto" allowDecimals={false} />
          <Tooltip
            content={(reading) => <Reading {...reading} series={series} format={format} />}
            cursor={cursor}
            isAnimationActive={false}
          />
          {drawn.map((each) => (
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
      )}
    </div>
  );
});

function Reading({ active, payload, series, format }: TooltipContentProps & Pick<SeriesDrawingProps, "series" | "format">) {
  const point = payload[0]?.payload as ChartPoint | undefined;
  if (!active || !point) return null;
  const known = series.filter(({ key }) => key in point.values);
  const lines = known.map(({ key, words }) => ({ words, text: format(point.values[key] ?? 0) }));
  return <ChartReading title={point.title ?? point.label} lines={lines} />;
}
