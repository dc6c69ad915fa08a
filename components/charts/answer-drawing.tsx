"use client";

import { useMemo } from "react";
import { numberText } from "#core/charts/answer-cell";
import type { BarData } from "#core/charts/bar-data";
import type { ChartData } from "#core/charts/chart-data";
import type { HistogramData } from "#core/charts/histogram-data";
import { formatCount } from "#core/words/format-number";
import { strokeAt, toneAt } from "./answer-tones.ts";
import { type Bar, BarChart } from "./bar-chart.tsx";
import { ChartLegend } from "./chart-legend.tsx";
import type { ChartPoint, ChartSeries } from "./chart-tone.ts";
import { SeriesDrawing } from "./late-drawing.tsx";
import { LineDrawing } from "./line-drawing.tsx";
import { shortNumber } from "./plot-scale.ts";
import { ScatterDrawing } from "./scatter-drawing.tsx";

interface AnswerDrawingProps {
  caption: string;
  data: Exclude<ChartData, { kind: "table" | "number" }>;
  height: number;
}

const longestLabel = 14;

/** What is drawn of an answer, with its legend. */
export function AnswerDrawing({ caption, data, height }: AnswerDrawingProps) {
  switch (data.kind) {
    case "bar":
      return data.hasTexts && data.series.length === 1 ? (
        <NamedBars {...{ caption, data, height }} />
      ) : (
        <Bars {...{ caption, data, height }} />
      );
    case "histogram":
      return <Histogram {...{ caption, data, height }} />;
    case "line":
      return (
        <>
          <LineDrawing {...{ caption, data, height }} />
          {data.lines.length > 1 && <LineLegend lines={data.lines} />}
        </>
      );
    case "scatter":
      return (
        <>
          <ScatterDrawing {...{ caption, data, height }} />
          {data.series.length > 1 && <ChartLegend series={toSeries(data.series)} />}
        </>
      );
  }
}

/** Bars that are a table by themselves, whose texts have room. */
function NamedBars({ caption, data, height }: { caption: string; data: BarData; height: number }) {
  const bars = data.points.map(({ title, values, isRest }): Bar => {
    const [value] = values;
    return { label: title, value: value?.value ?? 0, text: value?.text ?? "–", isRest };
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section aria-label={caption} tabIndex={0} className="overflow-auto" style={{ maxHeight: height }}>
      <BarChart caption={caption} labelTitle={data.xTitle} valueTitle={data.series[0] ?? ""} bars={bars} />
    </section>
  );
}

function Bars({ caption, data, height }: { caption: string; data: BarData; height: number }) {
  const series = useMemo(() => toSeries(data.series), [data.series]);
  const points = useMemo(
    () =>
      data.points.map(({ label, title, values }): ChartPoint => {
        const known = values.flatMap((value, place) => (value ? [[String(place), value.value]] : []));
        const short = label.length > longestLabel ? `${label.slice(0, longestLabel - 1)}…` : label;
        return { label: short, title, values: Object.fromEntries(known) };
      }),
    [data.points],
  );
  return (
    <>
      <SeriesDrawing
        kind={data.isStacked ? "stacked" : "bars"}
        {...{ caption, series, points, height }}
        format={numberText}
        formatShort={shortNumber}
      />
      {series.length > 1 && <ChartLegend series={series} />}
    </>
  );
}

const counted: readonly ChartSeries[] = [{ key: "values", words: "Values", tone: "accent" }];

function Histogram({ caption, data, height }: { caption: string; data: HistogramData; height: number }) {
  const points = useMemo(
    () =>
      data.bins.map(({ from, to, count }) => ({
        label: shortNumber(Number(from.replaceAll(",", ""))),
        title: `${from} to ${to}`,
        values: { values: count },
      })),
    [data.bins],
  );
  return (
    <SeriesDrawing kind="histogram" {...{ caption, points, height }} series={counted} format={formatCount} formatShort={shortNumber} />
  );
}

function LineLegend({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-quiet">
      {lines.map((line, place) => (
        <li key={line} className="flex min-w-0 items-center gap-1.5">
          <svg aria-hidden="true" width={22} height={8} className="shrink-0">
            <line x1={0} x2={22} y1={4} y2={4} strokeWidth={2} {...strokeAt(place)} />
          </svg>
          <span className="truncate">{line}</span>
        </li>
      ))}
    </ul>
  );
}

function toSeries(names: readonly string[]): ChartSeries[] {
  return names.map((words, place) => ({ key: String(place), words, tone: toneAt(place) }));
}
