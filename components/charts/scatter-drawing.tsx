import { memo } from "react";
import type { ScatterData } from "#core/charts/scatter-data";
import { toneAt } from "./answer-tones.ts";
import { toneColor } from "./chart-tone.ts";
import { Plot, plotBottom, plotRight, plotTop } from "./plot.tsx";
import { besideAxisPx, numberScale } from "./plot-scale.ts";
import { useOwnWidth } from "./use-own-width.ts";

interface ScatterDrawingProps {
  caption: string;
  data: ScatterData;
  height: number;
}

export const ScatterDrawing = memo(function ScatterDrawing(props: ScatterDrawingProps) {
  const [box, width] = useOwnWidth<HTMLDivElement>();
  return (
    <div ref={box} style={{ height: props.height }}>
      {width > 0 && <Points {...props} width={width} />}
    </div>
  );
});

function Points({ caption, data, height, width }: ScatterDrawingProps & { width: number }) {
  const { points, series, xTitle, yTitle } = data;
  const [fromX, toX] = rangeOf(points.map((point) => point.x.value));
  const [fromY, toY] = rangeOf(points.map((point) => point.y.value));
  const ticks = height < 160 ? 3 : 5;
  const left = besideAxisPx(fromY, toY, ticks);
  const x = numberScale({ from: fromX, to: toX, start: left + 6, end: width - plotRight }, Math.max(3, Math.floor((width - left) / 70)));
  const y = numberScale({ from: fromY, to: toY, start: height - plotBottom, end: plotTop }, ticks);
  const places = points.map((point) => ({
    x: x.place(point.x.value),
    y: y.place(point.y.value),
    title: series[point.series] || `${xTitle} ${point.x.text}`,
    lines: [
      { words: xTitle, text: point.x.text },
      { words: yTitle, text: point.y.text },
    ],
  }));
  return (
    <Plot {...{ caption, width, height, left, x, y }} points={places} readsByX={false}>
      {series.map((name, place) => (
        <path
          key={name}
          d={places.flatMap((at, index) => (points[index]?.series === place ? [markAt(at, place)] : [])).join("")}
          fill={place % 2 === 0 ? toneColor[toneAt(place)] : "none"}
          fillOpacity={0.55}
          stroke={toneColor[toneAt(place)]}
        />
      ))}
    </Plot>
  );
}

function rangeOf(values: readonly number[]): [number, number] {
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  return values.length === 0 ? [0, 0] : [low, values.reduce((most, value) => Math.max(most, value), low)];
}

/** Series are told apart by shape as well: discs, rings, squares, and so on. */
function markAt({ x, y }: { x: number; y: number }, series: number): string {
  const [left, top] = [(x - 3).toFixed(1), (y - 3).toFixed(1)];
  const shape = Math.floor(series / 2);
  if (shape === 1) return `M${left} ${top}h6v6h-6z`;
  if (shape === 2) return `M${x.toFixed(1)} ${(y - 4).toFixed(1)}l4 7h-8z`;
  return `M${left} ${y.toFixed(1)}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0`;
}
