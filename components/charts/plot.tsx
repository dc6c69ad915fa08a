import { type ReactNode, useId } from "react";
import { ChartReading } from "./chart-reading.tsx";
import type { PlotScale } from "./plot-scale.ts";
import { usePlotReading } from "./use-plot-reading.ts";

export interface PlotPoint {
  x: number;
  y: number;
  title: string;
  lines: readonly { words: string; text: string }[];
}

interface PlotProps {
  caption: string;
  width: number;
  height: number;
  left: number;
  x: PlotScale;
  y: PlotScale;
  /** What can be read, in the order of the arrow keys. */
  points: readonly PlotPoint[];
  /** The nearest by the horizontal axis alone, as with lines. */
  readsByX: boolean;
  children: ReactNode;
}

export const plotTop = 10;
export const plotBottom = 26;
export const plotRight = 18;
const readingPx = 220;

/** Two axes with what lies between them, read by the pointer and by the arrow keys. */
export function Plot({ caption, width, height, left, x, y, points, readsByX, children }: PlotProps) {
  const hint = useId();
  const { at, handlers } = usePlotReading(points, readsByX);
  const read = at === null ? undefined : points[at];
  const bottom = height - plotBottom;
  return (
    <div className="relative" style={{ height }}>
      <svg
        width={width}
        height={height}
        role="application"
        aria-label={caption}
        aria-describedby={hint}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its points are read by the arrow keys
        tabIndex={0}
        className="block touch-pan-y"
        {...handlers}
      >
        <g fill="var(--quiet)" fontSize={12}>
          {y.ticks.map((tick) => (
            <g key={tick.at}>
              <line x1={left} x2={width - plotRight} y1={tick.at} y2={tick.at} stroke="var(--line)" />
              <text x={left - 8} y={tick.at} dy="0.32em" textAnchor="end">
                {tick.label}
              </text>
            </g>
          ))}
          {x.ticks.map((tick) => (
            <text key={tick.at} x={tick.at} y={height - 7} textAnchor={anchorOf(tick.at, left, width)}>
              {tick.label}
            </text>
          ))}
          {read && readsByX && <line x1={read.x} x2={read.x} y1={plotTop} y2={bottom} stroke="var(--line-strong)" />}
          {children}
          {read && <circle cx={read.x} cy={read.y} r={5} fill="none" stroke="var(--ink)" strokeWidth={1.5} />}
        </g>
      </svg>
      <p id={hint} className="sr-only">
        Arrow keys go from point to point.
      </p>
      {read && (
        <div
          className="pointer-events-none absolute top-0 z-10 max-w-full"
          style={{
            left: read.x > width / 2 ? Math.max(0, read.x - readingPx - 12) : Math.min(read.x + 12, width - readingPx),
            width: readingPx,
          }}
        >
          <ChartReading title={read.title} lines={read.lines} />
        </div>
      )}
    </div>
  );
}

/** A label at an end of the axis stays within the drawing. */
function anchorOf(at: number, left: number, width: number): "start" | "middle" | "end" {
  if (at > width - plotRight - 24) return "end";
  return at < left + 12 ? "start" : "middle";
}
