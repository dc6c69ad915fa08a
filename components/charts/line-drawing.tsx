import { memo } from "react";
import type { LineData } from "#core/charts/line-data";
import { strokeAt, toneAt } from "./answer-tones.ts";
import { toneColor } from "./chart-tone.ts";
import { Plot, plotBottom, plotRight, plotTop } from "./plot.tsx";
import { besideAxisPx, numberScale, type PlotScale, textScale, timeScale } from "./plot-scale.ts";
import { useOwnWidth } from "./use-own-width.ts";

interface LineDrawingProps {
  caption: string;
  data: LineData;
  height: number;
}

/** Up to so many points of a line each is a dot as well. */
const fewPoints = 40;

export const LineDrawing = memo(function LineDrawing(props: LineDrawingProps) {
  const [box, width] = useOwnWidth<HTMLDivElement>();
  return (
    <div ref={box} style={{ height: props.height }}>
      {width > 0 && <Lines {...props} width={width} />}
    </div>
  );
});

function Lines({ caption, data, height, width }: LineDrawingProps & { width: number }) {
  const { lines, points } = data;
  const values = points.flatMap((point) => point.values.flatMap((value) => (value ? [value.value] : [])));
  const least = values.reduce((low, value) => Math.min(low, value), 0);
  const most = values.reduce((high, value) => Math.max(high, value), 0);
  const ticks = height < 160 ? 3 : 5;
  const left = besideAxisPx(least, most, ticks);
  const y = numberScale({ from: least, to: most, start: height - plotBottom, end: plotTop }, ticks);
  const x = scaleOf(data, left, width - plotRight);
  const read = points.map(({ at, title, values: of }) => ({
    x: x.place(at),
    y: y.place(of.find((value) => value !== undefined)?.value ?? 0),
    title,
    lines: lines.flatMap((words, line) => (of[line] ? [{ words, text: of[line].text }] : [])),
  }));
  return (
    <Plot {...{ caption, width, height, left, x, y }} points={read} readsByX>
      {lines.map((line, place) => (
        <g key={line}>
          <path d={pathOf(data, place, x, y)} fill="none" strokeWidth={2} strokeLinejoin="round" {...strokeAt(place)} />
          {points.length <= fewPoints &&
            points.map(({ at, values: of }) =>
              of[place] === undefined ? null : (
                <circle key={at} cx={x.place(at)} cy={y.place(of[place].value)} r={2.5} fill={toneColor[toneAt(place)]} />
              ),
            )}
        </g>
      ))}
    </Plot>
  );
}

function scaleOf({ axis, points }: LineData, start: number, end: number): PlotScale {
  const range = { from: points[0]?.at ?? 0, to: points.at(-1)?.at ?? 0, start, end };
  if (axis === "time") return timeScale(range);
  const titles = points.map(({ title }) => title);
  return axis === "text" ? textScale(titles, start, end) : numberScale(range, Math.max(2, Math.floor((end - start) / 80)));
}

/** Broken where there is no value. */
function pathOf({ points }: LineData, line: number, x: PlotScale, y: PlotScale): string {
  let isBroken = true;
  return points
    .flatMap(({ at, values }) => {
      const value = values[line];
      const command = isBroken ? "M" : "L";
      isBroken = value === undefined;
      return value === undefined ? [] : [`${command}${x.place(at).toFixed(1)} ${y.place(value.value).toFixed(1)}`];
    })
    .join("");
}
