import { type AnswerColumn, type AnswerRows, type ColumnRole, roleOf } from "./answer-cell.ts";
import type { ChartKind, ChartSpec } from "./chart-spec.ts";

/** Most lines or bars that a suggestion lays beside one another. */
const mostValues = 3;
const looksLikeKey = /(^|_)(id|key|uuid|code|zip)$/i;

interface Known extends AnswerColumn {
  role: ColumnRole;
}

/**
 * How an answer is best drawn: over time as a line, texts with numbers as bars, two numbers as points, one number by how often it
 * comes, a single number large; else as a table.
 */
export function suggestChart(columns: readonly AnswerColumn[], rows: AnswerRows): ChartSpec {
  const known = rolesOf(columns, rows);
  const numbers = namesOf(known, "number");
  const [first] = numbers;
  if (first === undefined || rows.length === 0) return { kind: "table" };
  if (columns.length === 1) return rows.length === 1 ? { kind: "number", value: first } : { kind: "histogram", value: first };
  const chart = overTime(known, rows, numbers) ?? byText(known, columns, rows);
  if (chart !== null) return chart;
  const measures = numbers.filter((name) => !looksLikeKey.test(name));
  const [x, y] = measures;
  if (known.every(({ role }) => role === "number") && x !== undefined && y !== undefined && rows.length > 1)
    return { kind: "scatter", x, y };
  return { kind: "table" };
}

/** A chart of this kind, with the columns that suit it best; null where no columns do. */
export function chartOfKind(kind: ChartKind, columns: readonly AnswerColumn[], rows: AnswerRows): ChartSpec | null {
  const suggested = suggestChart(columns, rows);
  if (suggested.kind === kind) return suggested;
  if (kind === "table") return { kind };
  const known = rolesOf(columns, rows);
  const names = columns.map(({ name }) => name);
  const numbers = namesOf(known, "number");
  const value = numbers[0] ?? names.at(-1);
  if (value === undefined) return null;
  if (kind === "number" || kind === "histogram") return { kind, value };
  const others = names.filter((name) => name !== value);
  const x = known.find(({ role, name }) => name !== value && role === (kind === "line" ? "time" : "text"))?.name ?? others[0];
  if (x === undefined) return null;
  if (kind === "scatter") {
    const [left = others[0] ?? value, below = value] = numbers.length > 1 ? numbers : [numbers[0], others[0]];
    return { kind, x: left, y: below };
  }
  const y = numbers.filter((name) => name !== x).slice(0, mostValues);
  return { kind, x, y: y.length > 0 ? y : [value] };
}

/** What each column is to a chart, in their order. */
export function rolesOf(columns: readonly AnswerColumn[], rows: AnswerRows): Known[] {
  return columns.map((column, place) => ({
    ...column,
    role: roleOf(
      column,
      rows.map((row) => row[place]),
    ),
  }));
}

function namesOf(known: readonly Known[], role: ColumnRole): string[] {
  return known.filter((column) => column.role === role).map(({ name }) => name);
}

function overTime(known: readonly Known[], rows: AnswerRows, numbers: readonly string[]): ChartSpec | null {
  const [x] = namesOf(known, "time");
  if (x === undefined || rows.length < 2) return null;
  const [series, ...otherTexts] = namesOf(known, "text");
  const [first] = numbers;
  if (series === undefined) return { kind: "line", x, y: numbers.slice(0, mostValues) };
  return otherTexts.length === 0 && first !== undefined ? { kind: "line", x, y: [first], series } : null;
}

/** By the text that tells most rows apart; keys are no measures where there is another number. */
function byText(known: readonly Known[], columns: readonly AnswerColumn[], rows: AnswerRows): ChartSpec | null {
  const valuesOf = (name: string) => new Set(rows.map((row) => row[columns.findIndex((column) => column.name === name)])).size;
  const [x] = namesOf(known, "text").toSorted((a, b) => valuesOf(b) - valuesOf(a));
  const numbers = namesOf(known, "number");
  const y = numbers.find((name) => !looksLikeKey.test(name)) ?? numbers[0];
  return x === undefined || y === undefined ? null : { kind: "bar", x, y: [y] };
}
