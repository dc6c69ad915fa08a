import { isRange, type PossibleRange, type PossibleValue, toDate, toRange, toTime, unknown } from "./possible-value.ts";

type Of = (...values: PossibleValue[]) => PossibleValue;

const second = 1_000_000;
const day = 86_400 * second;

/** Each only where it is certain what the database's own function makes of its arguments. */
export const functions: Readonly<Record<string, Of>> = {
  "+": (a = unknown, b) => (b === undefined ? a : add(a, b)),
  "-": (a = unknown, b) => (b === undefined ? negative(a) : add(a, negative(b))),
  "*": multiply,
  trunc: (value = unknown) => rounded(value, Math.trunc),
  row: (...of) => ({ kind: "row", of }),
  date_trunc: truncate,
  datetrunc: truncate,
  date_part: part,
  datepart: part,
  year: (value = unknown) => part({ kind: "text", text: "year" }, value),
  month: (value = unknown) => part({ kind: "text", text: "month" }, value),
  day: (value = unknown) => part({ kind: "text", text: "day" }, value),
  hour: (value = unknown) => part({ kind: "text", text: "hour" }, value),
  make_date: makeDate,
  to_seconds: interval(second, second),
  to_minutes: interval(60 * second, 60 * second),
  to_hours: interval(3600 * second, 3600 * second),
  to_days: interval(day, day),
  to_weeks: interval(7 * day, 7 * day),
  // Months differ.
  to_months: interval(28 * day, 31 * day),
  to_years: interval(365 * day, 366 * day),
};

/** As `INTERVAL '7 days'` has it. */
export function readInterval(text: string): PossibleValue {
  const [, count, unit] = /^\s*(\d{1,9})\s+(second|minute|hour|day|week|month|year)s?\s*$/i.exec(text) ?? [];
  if (unit === undefined) return unknown;
  return functions[`to_${unit.toLowerCase()}s`]?.(toRange("number", Number(count), Number(count))) ?? unknown;
}

/** A cast to a type that has whole numbers. */
export function toWhole(value: PossibleValue): PossibleValue {
  if (value.kind !== "number") return unknown;
  return toRange("number", Math.floor(value.from), Math.ceil(value.to));
}

function interval(least: number, most: number): Of {
  return (value = unknown) => {
    if (value.kind !== "number") return unknown;
    const ends = [value.from * least, value.from * most, value.to * least, value.to * most];
    return toRange("interval", Math.min(...ends), Math.max(...ends));
  };
}

function negative(value: PossibleValue): PossibleValue {
  return value.kind === "number" || value.kind === "interval" ? toRange(value.kind, -value.to, -value.from) : unknown;
}

function sum(kind: PossibleRange["kind"], a: PossibleRange, b: PossibleRange): PossibleValue {
  return toRange(kind, a.from + b.from, a.to + b.to);
}

function add(a: PossibleValue, b: PossibleValue): PossibleValue {
  if (!isRange(a) || !isRange(b)) return unknown;
  if (a.kind === "number" && b.kind === "number") return sum("number", a, b);
  if (a.kind === "interval") return b.kind === "interval" ? sum("interval", a, b) : b.kind === "number" ? unknown : add(b, a);
  if (a.kind === "date" && b.kind === "number") return sum("date", a, b);
  if (b.kind !== "interval") return unknown;
  const time = toTime(a);
  return isRange(time) ? sum("time", time, b) : unknown;
}

function multiply(a: PossibleValue = unknown, b: PossibleValue = unknown): PossibleValue {
  if (a.kind !== "number" || b.kind !== "number") return unknown;
  const ends = [a.from * b.from, a.from * b.to, a.to * b.from, a.to * b.to];
  return toRange("number", Math.min(...ends), Math.max(...ends));
}

function rounded(value: PossibleValue, round: (value: number) => number): PossibleValue {
  return value.kind === "number" ? toRange("number", round(value.from), round(value.to)) : unknown;
}

const starts: Readonly<Record<string, (at: Date) => number>> = {
  year: (at) => Date.UTC(at.getUTCFullYear(), 0),
  quarter: (at) => Date.UTC(at.getUTCFullYear(), Math.floor(at.getUTCMonth() / 3) * 3),
  month: (at) => Date.UTC(at.getUTCFullYear(), at.getUTCMonth()),
  // A week begins on Monday; the first of January 1970 was a Thursday.
  week: (at) => (Math.floor((at.getTime() / 86_400_000 + 3) / 7) * 7 - 3) * 86_400_000,
  day: (at) => Math.floor(at.getTime() / 86_400_000) * 86_400_000,
  hour: (at) => Math.floor(at.getTime() / 3_600_000) * 3_600_000,
  minute: (at) => Math.floor(at.getTime() / 60_000) * 60_000,
  second: (at) => Math.floor(at.getTime() / 1000) * 1000,
};

function find<Found>(known: Readonly<Record<string, Found>>, unit: PossibleValue): Found | undefined {
  const name = unit.kind === "text" ? unit.text.toLowerCase() : "";
  return Object.hasOwn(known, name) ? known[name] : undefined;
}

function truncate(unit: PossibleValue = unknown, value: PossibleValue = unknown): PossibleValue {
  const start = find(starts, unit);
  if (!start || (value.kind !== "time" && value.kind !== "date")) return unknown;
  const time = toTime(value);
  return isRange(time) ? toRange("time", start(toJsDate(time.from)) * 1000, start(toJsDate(time.to)) * 1000) : unknown;
}

function toJsDate(micros: number): Date {
  return new Date(Math.floor(micros / 1000));
}

/** Within what does not change, a part of a time grows with it; else it may be any. */
const parts: Readonly<Record<string, { of: (at: Date) => number; within: keyof typeof starts | null; any: [number, number] }>> = {
  year: { of: (at) => at.getUTCFullYear(), within: null, any: [0, 0] },
  month: { of: (at) => at.getUTCMonth() + 1, within: "year", any: [1, 12] },
  day: { of: (at) => at.getUTCDate(), within: "month", any: [1, 31] },
  hour: { of: (at) => at.getUTCHours(), within: "day", any: [0, 23] },
};

function part(unit: PossibleValue = unknown, value: PossibleValue = unknown): PossibleValue {
  const asked = find(parts, unit);
  if (!asked || (value.kind !== "time" && value.kind !== "date")) return unknown;
  const time = toTime(value);
  if (!isRange(time)) return unknown;
  const [from, to] = [toJsDate(time.from), toJsDate(time.to)];
  const start = asked.within === null ? null : starts[asked.within];
  if (start && start(from) !== start(to)) return toRange("number", ...asked.any);
  return toRange("number", asked.of(from), asked.of(to));
}

function makeDate(...values: PossibleValue[]): PossibleValue {
  const texts = values.map((value) => (value.kind === "number" && value.from === value.to ? String(value.from) : ""));
  const [year = "", month, dayOfMonth] = texts;
  return values.length === 3 ? toDate({ kind: "text", text: `${year.padStart(4, "0")}-${month}-${dayOfMonth}` }) : unknown;
}
