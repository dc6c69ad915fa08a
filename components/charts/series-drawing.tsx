import { memo, useId, useMemo } from "react";
import {
  Bar,
  BarChart,
  type BarShapeProps,
  CartesianGrid,
  getNiceTickValues,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from "recharts";
import { labelsLeftOut, labelsWidth, valueRange } from "./axis-room.ts";
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
const tickCount = 5;

function domainOf(ticks: readonly number[]): [number, number] {
  return [ticks[0] ?? 0, ticks.at(-1) ?? 0];
}

/** Drawn again only when what it shows has changed: that is most of the work of a page of charts. */
export const SeriesDrawing = memo(function SeriesDrawing(props: SeriesDrawingProps) {
  const { kind, caption, series, points, format, formatShort, height } = props;
  const prefix = useId();
  const [box, width] = useOwnWidth<HTMLDivElement>();
  // What is nowhere above zero is told by the legend; a drawing of nothing takes as long as one of something.
  const drawn = series.filter(({ key }) => points.some(({ values }) => (values[key] ?? 0) !== 0));
  const data = useMemo(() => [...points], [points]);
  const isStacked = kind !== "bars";
  const values = points.map((point) => drawn.map(({ key }) => point.values[key] ?? 0));
  const ticks = getNiceTickValues(valueRange(values, isStacked), tickCount, false);
  const axisWidth = labelsWidth(ticks.map(formatShort));
  const labels = points.map(({ label }) => label);
  return (
    <div ref={box} style={{ height }} className="overflow-x-clip">
      {width > 0 && (
        <BarChart
          width={width}
          height={height}
          data={data}
          accessibilityLayer
          title={caption}
          margin={{ top: 8, right: 18, bottom: 0, left: 0 }}
          barCategoryGap={kind === "histogram" ? 1 : "15%"}
        >
          <ChartTextures prefix={prefix} />
          {/* Lines that are not drawn would be reckoned all the same, from labels measured once more. */}
          <CartesianGrid vertical={false} verticalCoordinatesGenerator={noLines} stroke="var(--line)" />
          <XAxis dataKey="label" {...axisLook} interval={labelsLeftOut(labels, width - axisWidth)} height={24} />
          <YAxis {...axisLook} interval={0} tickFormatter={formatShort} width={axisWidth} ticks={ticks} domain={domainOf(ticks)} />
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
              {...(isStacked && { stackId: "all" })}
              fill={toneFill(each.tone, prefix)}
              shape={kind === "stacked" ? <PlainBar isApart /> : <PlainBar />}
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

/** The library's own measures the outline of every bar, for a motion that there is none of here. */
function PlainBar({ x = 0, y = 0, width = 0, height = 0, fill, isApart = false }: Partial<BarShapeProps> & { isApart?: boolean }) {
  if (width === 0 || height === 0) return null;
  const top = Math.min(y, y + height);
  return (
    <rect
      x={x}
      y={top}
      width={width}
      height={Math.abs(height)}
      fill={fill}
      {...(isApart && { stroke: "var(--surface)", strokeWidth: 1 })}
    />
  );
}

function Reading({ active, payload, series, format }: TooltipContentProps & Pick<SeriesDrawingProps, "series" | "format">) {
  const point = payload[0]?.payload as ChartPoint | undefined;
  if (!active || !point) return null;
  const known = series.filter(({ key }) => key in point.values);
  const lines = known.map(({ key, words }) => ({ words, text: format(point.values[key] ?? 0) }));
  return <ChartReading title={point.title ?? point.label} lines={lines} />;
}
