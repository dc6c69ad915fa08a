/**
 * What an expression may be, for all rows of some hours at once: always a superset of what it is for any of them, so that "cannot be
 * true" is certain. Times count microseconds and dates days since 1970.
 */
export type PossibleValue =
  | PossibleRange
  | PossibleTruth
  | { kind: "text"; text: string }
  | { kind: "row"; of: readonly PossibleValue[] }
  | { kind: "unknown" };

export interface PossibleRange {
  kind: "number" | "time" | "date" | "interval";
  /** Inclusive, as is `to`. */
  from: number;
  to: number;
}

/** Whether it may be true, false, or null. */
export interface PossibleTruth {
  kind: "truth";
  yes: boolean;
  no: boolean;
  none: boolean;
}

export const unknown: PossibleValue = { kind: "unknown" };
export const anyTruth: PossibleTruth = { kind: "truth", yes: true, no: true, none: true };

/** Beyond these a double is not exact, and nothing is said. */
export function toRange(kind: PossibleRange["kind"], from: number, to: number): PossibleValue {
  const isExact = Math.abs(from) <= Number.MAX_SAFE_INTEGER && Math.abs(to) <= Number.MAX_SAFE_INTEGER && from <= to;
  return isExact ? { kind, from, to } : unknown;
}

export function isRange(value: PossibleValue): value is PossibleRange {
  return "from" in value;
}

export function toTruth(value: PossibleValue): PossibleTruth {
  return value.kind === "truth" ? value : anyTruth;
}

/** Null is always possible: a column may lack a value. */
function truth(yes: boolean, no: boolean): PossibleTruth {
  return { kind: "truth", yes, no, none: true };
}

export function not({ yes, no, none }: PossibleTruth): PossibleTruth {
  return { kind: "truth", yes: no, no: yes, none };
}

export function all(values: readonly PossibleTruth[]): PossibleTruth {
  return { kind: "truth", yes: values.every(({ yes }) => yes), no: values.some(({ no }) => no), none: values.some(({ none }) => none) };
}

export function some(values: readonly PossibleTruth[]): PossibleTruth {
  return not(all(values.map(not)));
}

export const comparisons = {
  COMPARE_EQUAL: isEqual,
  COMPARE_NOTEQUAL: (a: PossibleValue, b: PossibleValue) => not(isEqual(a, b)),
  COMPARE_LESSTHAN: isLess,
  COMPARE_GREATERTHAN: (a: PossibleValue, b: PossibleValue) => isLess(b, a),
  COMPARE_LESSTHANOREQUALTO: (a: PossibleValue, b: PossibleValue) => not(isLess(b, a)),
  COMPARE_GREATERTHANOREQUALTO: (a: PossibleValue, b: PossibleValue) => not(isLess(a, b)),
} as const;

export function isEqual(a: PossibleValue, b: PossibleValue): PossibleTruth {
  if (a.kind === "row" && b.kind === "row") {
    const { of } = b;
    return a.of.length === of.length ? all(a.of.map((part, index) => isEqual(part, of[index] ?? unknown))) : anyTruth;
  }
  const pair = toPair(a, b);
  if (!pair) return anyTruth;
  const [left, right] = pair;
  const overlap = left.from <= right.to && right.from <= left.to;
  return truth(overlap, !(left.from === left.to && right.from === right.to && left.from === right.from));
}

function isLess(a: PossibleValue, b: PossibleValue): PossibleTruth {
  const pair = toPair(a, b);
  return pair ? truth(pair[0].from < pair[1].to, pair[0].to >= pair[1].from) : anyTruth;
}

const dayMicros = 86_400_000_000;

/** Both as the database would compare them; null where that is not certain. */
function toPair(a: PossibleValue, b: PossibleValue): [PossibleRange, PossibleRange] | null {
  const left = a.kind === "text" && isRange(b) ? readText(a.text, b.kind) : a;
  const right = b.kind === "text" && isRange(a) ? readText(b.text, a.kind) : b;
  if (!isRange(left) || !isRange(right)) return null;
  if (left.kind === right.kind) return left.kind === "interval" ? null : [left, right];
  const times = [toTime(left), toTime(right)] as const;
  return isRange(times[0]) && isRange(times[1]) ? [times[0], times[1]] : null;
}

/** A date is its midnight. */
export function toTime(value: PossibleValue): PossibleValue {
  if (value.kind === "date") return toRange("time", value.from * dayMicros, value.to * dayMicros);
  if (value.kind === "text") return readText(value.text, "time");
  return value.kind === "time" ? value : unknown;
}

export function toDate(value: PossibleValue): PossibleValue {
  if (value.kind === "time") return toRange("date", Math.floor(value.from / dayMicros), Math.floor(value.to / dayMicros));
  if (value.kind === "text") return readText(value.text, "date");
  return value.kind === "date" ? value : unknown;
}

/** Since 1970. JavaScript takes the years 0 to 99 for those of the 20th century where a date is made of its parts. */
export function toDays(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / 86_400_000;
}

const time = /^(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)?(Z)?$/;

/** A text as the database casts it, where that is beyond doubt. */
export function readText(text: string, kind: PossibleRange["kind"]): PossibleValue {
  if (kind === "number") return /^-?\d{1,15}$/.test(text) ? toRange("number", Number(text), Number(text)) : unknown;
  const [found, year, month, day, hour, minute, second = "0", fraction = "", zone] = time.exec(text.trim()) ?? [];
  if (found === undefined || kind === "interval") return unknown;
  const days = toDays(Number(year), Number(month), Number(day));
  if (new Date(days * 86_400_000).getUTCDate() !== Number(day)) return unknown;
  if (hour === undefined) {
    if (zone !== undefined) return unknown;
    return kind === "date" ? toRange("date", days, days) : toRange("time", days * dayMicros, days * dayMicros);
  }
  if (kind === "date" || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return unknown;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  const micros = days * dayMicros + seconds * 1_000_000 + Number(fraction.padEnd(6, "0"));
  return toRange("time", micros, micros);
}
