import { numberText } from "#core/charts/answer-cell";
import { numberTicks, timeTicks } from "#core/charts/nice-ticks";
import { timeLabel } from "#core/charts/time-words";
import { formatShortCount } from "#core/words/format-number";

export interface Tick {
  /** In pixels along its axis. */
  at: number;
  label: string;
}

export interface PlotScale {
  ticks: Tick[];
  place(value: number): number;
}

const characterPx = 7;

interface AxisRange {
  from: number;
  to: number;
  /** In pixels: where `from` lies, and where `to`. */
  start: number;
  end: number;
}

/** An axis of numbers whose ends are round. */
export function numberScale({ from, to, start, end }: AxisRange, count: number): PlotScale {
  const values = numberTicks(from, to, count);
  const place = linear(values[0] ?? from, values.at(-1) ?? to, start, end);
  return { place, ticks: values.map((value) => ({ at: place(value), label: shortNumber(value) })) };
}

/** An axis of times, from the first to the last of them. */
export function timeScale({ from, to, start, end }: AxisRange): PlotScale {
  const place = linear(from, to, start, end);
  const times = timeTicks(from, to, Math.max(2, Math.floor((end - start) / 84)));
  const apart = (times[1] ?? Number.POSITIVE_INFINITY) - (times[0] ?? 0);
  return { place, ticks: times.map((time) => ({ at: place(time), label: timeLabel(time, Number.isFinite(apart) ? apart : 0) })) };
}

/** An axis of texts, in their order; of too many some are not named. */
export function textScale(labels: readonly string[], start: number, end: number): PlotScale {
  const place = linear(0, Math.max(1, labels.length - 1), start, end);
  const roomPx = Math.min(120, Math.max(0, ...labels.map(({ length }) => length)) * characterPx) + 16;
  const every = Math.max(1, Math.ceil((labels.length * roomPx) / Math.max(1, end - start)));
  const ticks = labels.flatMap((label, index) => (index % every === 0 ? [{ at: place(index), label: cut(label) }] : []));
  return { place, ticks };
}

/** How much room the labels beside an axis take, in pixels. */
export function besideAxisPx(from: number, to: number, count: number): number {
  return Math.max(...numberTicks(from, to, count).map((value) => shortNumber(value).length)) * characterPx + 10;
}

export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e15 || (size > 0 && size < 1e-4)) return value.toExponential(1);
  if (size >= 10_000) return value < 0 ? `−${formatShortCount(size)}` : formatShortCount(size);
  return numberText(Number(value.toPrecision(6))).replace("-", "−");
}

function linear(from: number, to: number, start: number, end: number): (value: number) => number {
  const span = to - from;
  return (value) => (span === 0 ? (start + end) / 2 : start + ((value - from) / span) * (end - start));
}

function cut(label: string): string {
  return label.length > 17 ? `${label.slice(0, 16)}…` : label;
}
