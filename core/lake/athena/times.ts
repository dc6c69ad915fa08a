import { castTo, coerce, type Expression, type Interval, isNumber, made, quoteText, toTimestamp } from "./expression.ts";
import { beyond } from "./tree.ts";

const unitOf: Readonly<Record<string, readonly [Interval["unit"], number]>> = {
  second: ["second", 1],
  minute: ["minute", 1],
  hour: ["hour", 1],
  day: ["day", 1],
  week: ["day", 7],
  month: ["month", 1],
  quarter: ["month", 3],
  year: ["year", 1],
};

/** `to_days(n)`, as which `INTERVAL n DAY` is parsed. */
export function toInterval(name: string, count: Expression, value: number | null): Expression {
  const [unit, times] = unitOf[name.slice("to_".length, -1)] ?? [];
  if (unit === undefined || times === undefined) throw beyond(`the function ${name}`);
  const whole = value === null ? null : value * times;
  const many = times === 1 || whole !== null ? count : made(`(${count.sql} * ${times})`, "integer", [count]);
  return { ...made("", "interval", [count]), interval: { unit, count: many, value: whole } };
}

/** `INTERVAL '3 days'` */
export function parseInterval(text: string): Expression {
  const [, count = "", unit = ""] = /^\s*(-?\d{1,9})\s+([a-z]+?)s?\s*$/i.exec(text) ?? [];
  if (!(unit.toLowerCase() in unitOf)) throw beyond(`the interval “${text}”`);
  return toInterval(`to_${unit.toLowerCase()}s`, made(count, "integer"), Number(count));
}

/** A time and an interval, added or taken away. */
function shiftTime(time: Expression, by: Interval, sign: "+" | "-"): Expression {
  const moment = toTimestamp(time);
  if (by.value === null) {
    const { sql } = castTo(by.count, "integer");
    return made(`date_add('${by.unit}', ${sign === "-" ? `-(${sql})` : sql}, ${moment.sql})`, "timestamp", [moment, by.count]);
  }
  const isBack = (sign === "-") !== by.value < 0;
  return made(`(${moment.sql} ${isBack ? "-" : "+"} INTERVAL '${Math.abs(by.value)}' ${by.unit.toUpperCase()})`, "timestamp", [moment]);
}

/** Sums and differences that a day is in: `date + 1`, `date - date`. Null for others. */
export function addToDate(operator: "+" | "-", left: Expression, right: Expression): Expression | null {
  if (left.interval || right.interval) {
    if (right.interval && !left.interval) return shiftTime(left, right.interval, operator);
    if (left.interval && !right.interval && operator === "+") return shiftTime(right, left.interval, "+");
    throw beyond("a sum of intervals");
  }
  if (left.kind === "date" && right.kind === "integer") {
    return made(`date_add('day', ${operator === "-" ? "-" : ""}${right.sql}, ${left.sql})`, "date", [left, right]);
  }
  if (operator === "-" && left.kind === "date" && right.kind === "date") {
    return made(`date_diff('day', ${right.sql}, ${left.sql})`, "integer", [left, right]);
  }
  if (isDay(left) || isDay(right)) throw beyond("the difference of two times, which date_diff gives as a number,");
  return null;
}

const isDay = ({ kind }: Expression) => kind === "date" || kind === "timestamp";

const truncated = new Set(["year", "quarter", "month", "week", "day", "hour", "minute", "second"]);
const parts: Readonly<Record<string, string>> = {
  year: "year",
  quarter: "quarter",
  month: "month",
  week: "week",
  day: "day",
  hour: "hour",
  minute: "minute",
  second: "second",
  dayofmonth: "day",
  doy: "day_of_year",
  dayofyear: "day_of_year",
  isodow: "day_of_week",
  isoyear: "year_of_week",
};

export function truncate(part: string | undefined, time: Expression): Expression {
  const unit = unitName(part);
  if (!truncated.has(unit)) throw beyond(`date_trunc to ${part ?? "a part that is computed"}`);
  const moment = toTimestamp(time);
  return made(`date_trunc('${unit}', ${moment.sql})`, "timestamp", [moment]);
}

/** A part of a time as a number; undefined where there is no such part. */
export function partOfTime(part: string | undefined, time: Expression): Expression | undefined {
  const unit = unitName(part);
  if (unit === "epoch") return made(`to_unixtime(${toTimestamp(time).sql})`, "double", [time]);
  // Sunday is 0.
  if (unit === "dow" || unit === "dayofweek" || unit === "weekday")
    return made(`(day_of_week(${toTimestamp(time).sql}) % 7)`, "integer", [time]);
  const name = Object.hasOwn(parts, unit) ? parts[unit] : undefined;
  return name === undefined ? undefined : made(`${name}(${toTimestamp(time).sql})`, "integer", [time]);
}

function unitName(part: string | undefined): string {
  const unit = (part ?? "").toLowerCase();
  return truncated.has(unit.replace(/s$/, "")) ? unit.replace(/s$/, "") : unit;
}

/** `date_diff` counts the borders between both, `date_sub` what is whole: the latter is what Athena's date_diff does. */
export function differenceOf(
  part: string | undefined,
  [from, to]: readonly [Expression, Expression],
  counts: "borders" | "wholes",
): Expression {
  const unit = unitName(part);
  if (!truncated.has(unit)) throw beyond(`a difference in ${part ?? "a part that is computed"}`);
  const [start, end] = counts === "borders" ? [truncate(unit, from), truncate(unit, to)] : [toTimestamp(from), toTimestamp(to)];
  return made(`date_diff('${unit}', ${start.sql}, ${end.sql})`, "integer", [start, end]);
}

/** What strftime calls it, and what date_format does. */
const codes: Readonly<Record<string, string>> = {
  Y: "%Y",
  y: "%y",
  m: "%m",
  d: "%d",
  H: "%H",
  I: "%h",
  M: "%i",
  S: "%s",
  f: "%f",
  p: "%p",
  j: "%j",
  b: "%b",
  B: "%M",
  a: "%a",
  A: "%W",
  "%": "%%",
};

function toFormat(format: string | undefined): string {
  if (format === undefined) throw beyond("a format of times that is computed");
  return format.replaceAll(/%(-?.?)/gs, (whole, code: string) => {
    const found = Object.hasOwn(codes, code) ? codes[code] : undefined;
    if (found === undefined) throw beyond(`“${whole}” in a format of times`);
    return found;
  });
}

export function formatTime(time: Expression, format: string | undefined): Expression {
  return made(`date_format(${toTimestamp(time).sql}, ${quoteText(toFormat(format))})`, "text", [time]);
}

/** A moment as a number of seconds or their thousandths. */
export function toEpoch(time: Expression, unit: "s" | "ms"): Expression {
  const seconds = `to_unixtime(${toTimestamp(time).sql})`;
  return unit === "s" ? made(seconds, "double", [time]) : made(`CAST(${seconds} * 1000 AS bigint)`, "integer", [time]);
}

/** What was given as a text or a time, as a date. */
export function toDay(time: Expression): Expression {
  const known = coerce(time, "date");
  if (isNumber(known.kind)) throw beyond("a number that is taken for a day");
  return known.kind === "date" ? known : made(`CAST(${known.sql} AS date)`, "date", [known]);
}
