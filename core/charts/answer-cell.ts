/** A column of an answer, by the name and the SQL type that the engine gives it. */
export interface AnswerColumn {
  name: string;
  type: string;
}

export type AnswerRows = readonly (readonly unknown[])[];
export type ColumnRole = "number" | "time" | "text";

const numberTypes = /^(u?(tiny|small|big|huge)?int(eger)?\d*|decimal|numeric|float\d*|double|real|hugeint)\b/i;
const timeTypes = /^(date|timestamp)/i;
const isoTime = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|UTC|[+-]\d{2}(?::?\d{2})?))?)?$/;
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const plainDecimal = /^-?\d+(?:\.\d+)?$/;

/** What a column is to a chart: by its type; a column of texts, by what it holds. */
export function roleOf(column: AnswerColumn, cells: readonly unknown[]): ColumnRole {
  if (numberTypes.test(column.type)) return "number";
  if (timeTypes.test(column.type)) return "time";
  const known = cells.filter((cell) => cell !== null && cell !== undefined && cell !== "");
  return known.length > 0 && known.every((cell) => typeof cell === "string" && toTime(cell) !== null) ? "time" : "text";
}

/** A cell as it is written; null where there is no value. */
export function toText(cell: unknown): string | null {
  if (cell === null || cell === undefined) return null;
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}

/** As near as a double comes; null for what is no number. */
export function toNumber(cell: unknown): number | null {
  if (typeof cell === "boolean") return cell ? 1 : 0;
  const text = toText(cell)?.trim() ?? "";
  const number = decimal.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

/** Milliseconds since 1970 of an ISO date or time, in UTC where it does not say its zone; null for anything else. */
export function toTime(cell: unknown): number | null {
  const text = toText(cell)?.trim() ?? "";
  if (!isoTime.test(text)) return null;
  const [date = "", rest = ""] = [text.slice(0, 10), text.slice(11)];
  const [, clock = "", zone = ""] = /^([\d:.]*) ?(.*)$/.exec(rest) ?? [];
  const time = Date.parse(`${date}T${toClock(clock)}${toZone(zone)}`);
  return Number.isNaN(time) ? null : time;
}

/** Digits in groups, without the zeros that only the type adds; any other text as it is. */
export function numberText(cell: unknown): string {
  const text = toText(cell);
  if (text === null) return "none";
  if (!plainDecimal.test(text)) return text;
  const [whole = "", fraction = ""] = text.split(".");
  // Two digits are how amounts are written; nine are the engine's own.
  const kept = fraction.length > 2 ? fraction.replace(/0+$/, "") : fraction;
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return kept === "" ? grouped : `${grouped}.${kept}`;
}

function toClock(clock: string): string {
  if (clock === "") return "00:00:00";
  // A Date knows milliseconds.
  return clock.replace(/(\.\d{3})\d+$/, "$1");
}

function toZone(zone: string): string {
  if (zone === "" || zone === "UTC" || zone === "Z") return "Z";
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}
