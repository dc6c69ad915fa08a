import type { ProfiledType } from "#core/profile/profile";
import { quoteText } from "../sql-text.ts";

/** A way in which all values of a column may be written. */
export interface ValueForm {
  id: string;
  type: Exclude<ProfiledType, "text" | "empty">;
  /** What a value of this form looks like; a value of another form may look like it too. */
  shape: RegExp;
  /** In SQL: what values of this form are compared by, null for a value of another form. */
  order(value: string): string;
}

const blanks = "[ \\t]*";

function numberForm(id: string, pattern: string, toDecimal: (value: string) => string): ValueForm {
  const full = `${blanks}(?:${pattern})${blanks}`;
  return {
    id,
    type: "number",
    shape: new RegExp(`^${full}$`),
    order: (value) =>
      `CASE WHEN regexp_full_match(${value}, ${quoteText(full)}) THEN ${finite(`TRY_CAST(${toDecimal(value)} AS DOUBLE)`)} END`,
  };
}

function finite(number: string): string {
  return `CASE WHEN isfinite(${number}) THEN ${number} END`;
}

const integerPattern = `${blanks}[+-]?(?:0|[1-9][0-9]{0,37})${blanks}`;
const integer: ValueForm = {
  id: "integer",
  type: "integer",
  // 007 is text: a number would lose its zeros.
  shape: new RegExp(`^${integerPattern}$`),
  order: (value) => `CASE WHEN regexp_full_match(${value}, ${quoteText(integerPattern)}) THEN TRY_CAST(${value} AS HUGEINT) END`,
};

const whole = "(?:0|[1-9][0-9]*)";
const plain = numberForm("decimal", `[+-]?(?:${whole}(?:[.][0-9]*)?|[.][0-9]+)(?:[eE][+-]?[0-9]+)?`, (value) => value);
const comma = numberForm("decimal-comma", `[+-]?(?:${whole}(?:,[0-9]*)?|,[0-9]+)`, (value) => `replace(${value}, ',', '.')`);
const grouped = numberForm("grouped", "[+-]?(?:0|[1-9][0-9]{0,2})(?:,[0-9]{3})*(?:[.][0-9]+)?", (value) => `replace(${value}, ',', '')`);
const groupedByDots = numberForm(
  "grouped-by-dots",
  "[+-]?(?:0|[1-9][0-9]{0,2})(?:[.][0-9]{3})*(?:,[0-9]+)?",
  (value) => `replace(replace(${value}, '.', ''), ',', '.')`,
);

const boolean: ValueForm = {
  id: "boolean",
  type: "boolean",
  shape: /^(?:true|false|yes|no|t|f|y|n)$/i,
  order: (value) =>
    `CASE WHEN lower(${value}) IN ('true', 'yes', 't', 'y') THEN true WHEN lower(${value}) IN ('false', 'no', 'f', 'n') THEN false END`,
};

const dayForms = [
  { id: "iso", format: "%Y-%m-%d", shape: "\\d{4}-\\d{1,2}-\\d{1,2}" },
  { id: "iso-slash", format: "%Y/%m/%d", shape: "\\d{4}/\\d{1,2}/\\d{1,2}" },
  { id: "iso-dot", format: "%Y.%m.%d", shape: "\\d{4}[.]\\d{1,2}[.]\\d{1,2}" },
  { id: "day-dot", format: "%d.%m.%Y", shape: "\\d{1,2}[.]\\d{1,2}[.]\\d{4}" },
  { id: "day-slash", format: "%d/%m/%Y", shape: "\\d{1,2}/\\d{1,2}/\\d{4}" },
  { id: "month-slash", format: "%m/%d/%Y", shape: "\\d{1,2}/\\d{1,2}/\\d{4}" },
  { id: "day-dash", format: "%d-%m-%Y", shape: "\\d{1,2}-\\d{1,2}-\\d{4}" },
  { id: "month-dash", format: "%m-%d-%Y", shape: "\\d{1,2}-\\d{1,2}-\\d{4}" },
  { id: "day-name", format: "%d-%b-%Y", shape: "\\d{1,2}-[A-Za-z]{3}-\\d{4}" },
  { id: "day-words", format: "%d %b %Y", shape: "\\d{1,2} [A-Za-z]{3} \\d{4}" },
] as const;

const clockForms = [
  { id: "seconds", format: "%H:%M:%S", shape: "\\d{1,2}:\\d{2}:\\d{2}" },
  { id: "minutes", format: "%H:%M", shape: "\\d{1,2}:\\d{2}" },
  { id: "seconds-noon", format: "%I:%M:%S %p", shape: "\\d{1,2}:\\d{2}:\\d{2} [AaPp][Mm]" },
  { id: "minutes-noon", format: "%I:%M %p", shape: "\\d{1,2}:\\d{2} [AaPp][Mm]" },
] as const;

/** Every moment begins with a digit: words such as `infinity` and `epoch` are moments of any format to the engine. */
function strptime(value: string, format: string): string {
  return `CASE WHEN ${value} >= '0' AND ${value} < ':' THEN try_strptime(${value}, ${quoteText(format)}) END`;
}

/** Of four figures: with fewer, `%Y` would read 01.12.26 as a day nearly two thousand years ago. */
function parsed(value: string, format: string): string {
  const moment = strptime(value, format);
  return `CASE WHEN year(${moment}) >= 1000 THEN ${moment} END`;
}

const dates = dayForms.map(
  ({ id, format, shape }): ValueForm => ({ id, type: "date", shape: new RegExp(`^${shape}$`), order: (value) => parsed(value, format) }),
);

const isoPattern = "\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(?::\\d{2}(?:[.]\\d+)?)?(?:Z|[+-]\\d{2}(?::?\\d{2})?)?";
const isoMoment: ValueForm = {
  id: "iso-moment",
  type: "timestamp",
  shape: new RegExp(`^${isoPattern}$`),
  // To the engine the year 0 is one before Christ, which no file means.
  order: (value) =>
    `CASE WHEN ${value} >= '0001' AND regexp_full_match(${value}, ${quoteText(isoPattern)}) THEN TRY_CAST(${value} AS TIMESTAMP) END`,
};
const moments = dayForms.flatMap((day) =>
  clockForms.map(
    (clock): ValueForm => ({
      id: `${day.id} ${clock.id}`,
      type: "timestamp",
      shape: new RegExp(`^${day.shape} ${clock.shape}$`),
      order: (value) => parsed(value, `${day.format} ${clock.format}`),
    }),
  ),
);

const times = clockForms.map(
  ({ id, format, shape }): ValueForm => ({
    id,
    type: "time",
    shape: new RegExp(`^${shape}$`),
    order: (value) => `CAST(${strptime(value, format)} AS TIME)`,
  }),
);

/** The first that all values have is the column's. */
export const valueForms: readonly ValueForm[] = [
  boolean,
  integer,
  plain,
  comma,
  grouped,
  groupedByDots,
  ...dates,
  isoMoment,
  ...moments,
  ...times,
];

/** Pairs that read the same text as different values: where all values have both forms, nobody can tell which was meant. */
const rivals: readonly (readonly [string, string])[] = [
  ["decimal-comma", "grouped"],
  ["day-slash", "month-slash"],
  ["day-dash", "month-dash"],
];

/** What the column's values are, of the forms that all of them have; `form` is null where their order is not known. */
export function chooseForm(fitting: readonly ValueForm[]): { type: ValueForm["type"] | "text"; form: ValueForm | null } {
  const [first] = fitting;
  if (!first) return { type: "text", form: null };
  const rival = rivals.some(([one, other]) => isAmong(first, one) && fitting.some((form) => isAmong(form, other)));
  if (!rival) return { type: first.type, form: first };
  return { type: first.type === "number" ? "text" : first.type, form: null };
}

/** A moment's form is named after its day's and its clock's. */
function isAmong(form: ValueForm, id: string): boolean {
  return form.id === id || form.id.startsWith(`${id} `);
}
