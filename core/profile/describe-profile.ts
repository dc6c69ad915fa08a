import { formatCount, formatShare, plural } from "../words/format-number.ts";
import type { ColumnProfile, ProfiledTable } from "./profile.ts";

/** Something about a table that a colleague would mention: columns, if it is about some, and what is to be said of them. */
export interface ProfileFinding {
  /** The first of them by name; `more` others are meant too. */
  columns: readonly string[];
  more: number;
  words: string;
}

const mostFindings = 6;
const mostNamed = 3;
const numberWords = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** What stands out in a table, the most telling first; few, and none where nothing does. */
export function findProfile({ rows, profile }: Pick<ProfiledTable, "rows" | "profile">): ProfileFinding[] {
  if (!profile || rows === 0) return [];
  const { columns, repeatedRows, key } = profile;
  const findings: ProfileFinding[] = [];
  if (key) findings.push(...aboutKey(key));
  if (repeatedRows)
    findings.push({ columns: [], more: 0, words: `${plural(repeatedRows, "row repeats", "rows repeat")} an earlier one in every column` });
  const empty = columns.filter((column) => column.empty === rows);
  findings.push(...together(empty, "is always empty", "are always empty"));
  const gaps = columns.filter((column) => column.empty > 0 && column.empty < rows && !key?.columns.includes(column.name));
  findings.push(
    ...eachOf(
      gaps,
      (column) => column.empty,
      (column) => `is empty in ${shareWords(column.empty, rows)}`,
    ),
  );
  findings.push(
    ...eachOf(
      columns,
      (column) => column.outliers,
      ({ outliers }) => `has ${countWords(outliers)} ${outliers === 1 ? "outlier" : "outliers"}`,
    ),
  );
  const same = rows > 1 ? columns.filter(({ distinct, empty, type }) => distinct.count === 1 && empty === 0 && type !== "empty") : [];
  const [only] = same;
  if (only && same.length === 1)
    findings.push({ columns: [only.name], more: 0, words: `is always “${shorten(only.least ?? only.frequent[0]?.value ?? "")}”` });
  else findings.push(...together(same, "is always the same", "are always the same"));
  return findings.slice(0, mostFindings);
}

/** The same as one sentence: "`customer_id` is unique; `city` is empty in 3 %; `amount` has two outliers." */
export function describeProfile(table: Pick<ProfiledTable, "rows" | "profile">): string {
  if (table.rows === 0) return "There are no rows.";
  const findings = findProfile(table);
  if (findings.length === 0) return "Nothing stands out.";
  const sentence = findings
    .map(({ columns, more, words }) => [namesOf(columns, more), words].filter((part) => part !== "").join(" "))
    .join("; ");
  return `${sentence}.`;
}

/** "`a`, `b` and 3 more". */
function namesOf(columns: readonly string[], more: number): string {
  const names = columns.map((name) => `\`${name}\``);
  const last = more > 0 ? `${formatCount(more)} more` : names.length > 1 ? names.pop() : undefined;
  return last === undefined ? names.join(", ") : `${names.join(", ")} and ${last}`;
}

function aboutKey({ columns, repeated, empty }: { columns: readonly string[]; repeated: number; empty: number }): ProfileFinding[] {
  const about = (words: string): ProfileFinding => ({ columns, more: 0, words });
  const several = columns.length > 1;
  if (repeated === 0 && empty === 0) return [about(several ? "are unique together" : "is unique")];
  const findings: ProfileFinding[] = [];
  if (repeated > 0) findings.push(about(`${several ? "repeat together" : "repeats"} in ${plural(repeated, "row")}`));
  if (empty > 0) findings.push(about(`${several ? "are not all there" : "is empty"} in ${plural(empty, "row")}`));
  return findings;
}

function together(columns: readonly ColumnProfile[], one: string, many: string): ProfileFinding[] {
  if (columns.length === 0) return [];
  const names = columns.slice(0, mostNamed).map(({ name }) => name);
  return [{ columns: names, more: columns.length - names.length, words: columns.length === 1 ? one : many }];
}

/** Those of the greatest measure, by name; one finding each. */
function eachOf(
  columns: readonly ColumnProfile[],
  measure: (column: ColumnProfile) => number,
  say: (column: ColumnProfile) => string,
): ProfileFinding[] {
  return columns
    .filter((column) => measure(column) > 0)
    .sort((a, b) => measure(b) - measure(a))
    .slice(0, mostNamed)
    .map((column) => ({ columns: [column.name], more: 0, words: say(column) }));
}

function countWords(count: number): string {
  return numberWords[count] ?? formatCount(count);
}

/** A share where it says something, else the rows. */
function shareWords(part: number, whole: number): string {
  return part / whole < 0.01 ? plural(part, "row") : formatShare(part, whole);
}

const longestValue = 40;

function shorten(value: string): string {
  const characters = [...value];
  return characters.length > longestValue ? `${characters.slice(0, longestValue).join("")}…` : value;
}
