import { formatCount, plural } from "../words/format-number.ts";
import { type AnswerColumn, roleOf, toNumber, toTime } from "./answer-cell.ts";
import type { ChartSpec } from "./chart-spec.ts";
import { addDrawn, type Drawn, keepGreatest, labelOf, missingNote } from "./gather-values.ts";
import { timeLabel, timeTitle } from "./time-words.ts";

export interface BarPoint {
  label: string;
  title: string;
  /** By the place of the column among `series`; absent where there is no value. */
  values: readonly (Drawn | undefined)[];
  /** All others together. */
  isRest: boolean;
}

export interface BarData {
  kind: "bar";
  xTitle: string;
  series: string[];
  points: BarPoint[];
  isStacked: boolean;
  /** Labels are texts, which want room; else they lie along an axis. */
  hasTexts: boolean;
  notes: string[];
}

const mostBars = 24;
/** Along an axis that goes on they can be thin. */
const mostThinBars = 400;

interface Gathered {
  cell: unknown;
  values: (Drawn | undefined)[];
  rows: number;
}

export function toBars(
  spec: Extract<ChartSpec, { kind: "bar" }>,
  columns: readonly AnswerColumn[],
  cellsOf: (name: string) => readonly unknown[],
): BarData {
  const xs = cellsOf(spec.x);
  const column = columns.find(({ name }) => name === spec.x) ?? { name: spec.x, type: "" };
  const role = roleOf(column, xs);
  const { gathered, missing } = gather(xs, spec.y.map(cellsOf));
  const notes = missingNote(missing, spec.y);
  if (gathered.some(({ rows }) => rows > 1)) notes.push(`Rows with the same ${spec.x} are added up.`);
  const shared = { kind: "bar", xTitle: spec.x, series: spec.y, isStacked: spec.stacked ?? false } as const;
  if (role === "text") return { ...shared, hasTexts: true, ...withRest(gathered, notes) };
  const ordered = inOrder(gathered, role === "time" ? toTime : toNumber);
  const points = ordered.slice(0, mostThinBars).map((each) => toPoint(each, role === "time"));
  if (ordered.length > points.length) notes.push(`The first ${formatCount(points.length)} of ${plural(ordered.length, "bar")}.`);
  return { ...shared, hasTexts: false, points, notes };
}

function gather(xs: readonly unknown[], ys: readonly (readonly unknown[])[]): { gathered: Gathered[]; missing: number } {
  const byLabel = new Map<string, Gathered>();
  let missing = 0;
  for (const [row, cell] of xs.entries()) {
    if (ys.every((cells) => toNumber(cells[row]) === null)) {
      missing += 1;
      continue;
    }
    const label = labelOf(cell);
    const known = byLabel.get(label) ?? { cell, values: ys.map(() => undefined), rows: 0 };
    known.values = known.values.map((before, place) => addDrawn(before, ys[place]?.[row]));
    known.rows += 1;
    byLabel.set(label, known);
  }
  return { gathered: [...byLabel.values()], missing };
}

function withRest(gathered: readonly Gathered[], notes: string[]): Pick<BarData, "points" | "notes"> {
  const isTooMany = gathered.length > mostBars;
  const weightOf = ({ values }: Gathered) => Math.max(...values.map((value) => Math.abs(value?.value ?? 0)));
  const { kept, left } = keepGreatest(gathered, isTooMany ? mostBars - 1 : mostBars, weightOf);
  const points = kept.map((each) => toPoint(each, false));
  if (!isTooMany) return { points, notes };
  const values = (gathered[0]?.values ?? []).map((_, place) =>
    left.reduce<Drawn | undefined>((sum, each) => addDrawn(sum, each.values[place]?.text.replaceAll(",", "")), undefined),
  );
  const label = `Other (${formatCount(left.length)})`;
  const note = `The ${kept.length} greatest of ${formatCount(gathered.length)}; the others are added up as Other.`;
  return { points: [...points, { label, title: label, values, isRest: true }], notes: [...notes, note] };
}

function inOrder(gathered: readonly Gathered[], placeOf: (cell: unknown) => number | null): Gathered[] {
  const place = ({ cell }: Gathered) => placeOf(cell) ?? Number.POSITIVE_INFINITY;
  return [...gathered].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

function toPoint({ cell, values }: Gathered, isTime: boolean): BarPoint {
  const time = isTime ? toTime(cell) : null;
  const title = time === null ? labelOf(cell) : timeTitle(time);
  return { label: time === null ? title : timeLabel(time, 0), title, values, isRest: false };
}
