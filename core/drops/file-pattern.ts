import { AppError } from "../app-error.ts";
import { isDate } from "./set-date.ts";

/** What a file's name must look like, e.g. `customers_{YYYYMMDD}*.csv`. */
export interface FilePattern {
  text: string;
  /** With a "/" in it, it is held against the whole path under the workspace's drops, else against the last part. */
  isPath: boolean;
  /** It says of which day a file is: year, month and day stand in it. */
  isDated: boolean;
  parts: readonly Part[];
}

/** `*` any characters but "/", `?` one of them; a part of a date has as many digits as letters. */
type Part = Fixed | { kind: "any" } | Span;
type Fixed = { kind: "text"; text: string } | { kind: "one" } | { kind: "date"; unit: DateUnit };
/** From the first part of the date to its last: of one width, so that a name can be read in one go. */
interface Span {
  kind: "span";
  parts: readonly Fixed[];
}
type DateUnit = "YYYY" | "MM" | "DD";
type Units = { [Unit in DateUnit]?: string };

const maxPatternLength = 200;
const maxStars = 10;

/** @throws AppError invalid-request, saying what is wrong */
export function parsePattern(text: string): FilePattern {
  if (text === "" || text.length > maxPatternLength) throw refused(text, `must have 1 to ${maxPatternLength} characters`);
  if (text.startsWith("/") || text.endsWith("/")) throw refused(text, "must not begin or end with a “/”");
  const parts = gatherDate(text, [...readParts(text)]);
  const stars = parts.filter(({ kind }) => kind === "any").length;
  if (stars > maxStars) throw refused(text, `may hold at most ${maxStars} stars`);
  const units = unitsOf(parts);
  if (units.length !== new Set(units).size) throw refused(text, "may say year, month and day once each");
  return { text, isPath: text.includes("/"), isDated: units.length === 3, parts };
}

/**
 * Whether a dropped file fits, with the day that its name says. `path` is what follows `drops/{workspace}/`. Upper and lower
 * case are two things. Takes time by the length of the name times that of the pattern, whatever both are.
 */
export function matchPattern(pattern: FilePattern, path: string): { date?: string } | null {
  const text = pattern.isPath ? path : path.slice(path.lastIndexOf("/") + 1);
  const matches = findMatches(pattern.parts, text);
  if (!matches[0]?.has(0)) return null;
  const { YYYY, MM, DD } = readUnits(pattern.parts, text, matches);
  return pattern.isDated ? { date: `${YYYY}${MM}${DD}` } : {};
}

/** The name that a file of that day has: what a person looks for. */
export function nameOfDay(pattern: FilePattern, date: string): string {
  const units: Record<DateUnit, string> = { YYYY: date.slice(0, 4), MM: date.slice(4, 6), DD: date.slice(6, 8) };
  const fill = (part: Part): string => {
    if (part.kind === "span") return part.parts.map(fill).join("");
    if (part.kind === "text") return part.text;
    if (part.kind === "date") return units[part.unit];
    return part.kind === "any" ? "*" : "?";
  };
  return pattern.parts.map(fill).join("");
}

function* readParts(text: string): Generator<Fixed | { kind: "any" }> {
  let literal = "";
  const flush = function* (): Generator<Fixed> {
    if (literal !== "") yield { kind: "text", text: literal };
    literal = "";
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "*" || character === "?") {
      yield* flush();
      yield { kind: character === "*" ? "any" : "one" };
    } else if (character === "{") {
      yield* flush();
      const end = text.indexOf("}", at);
      yield* readDateParts(text, text.slice(at + 1, end === -1 ? undefined : end), end !== -1);
      at = end;
    } else if (character === "}") {
      throw refused(text, "has a “}” without a “{”");
    } else {
      literal += character;
    }
  }
  yield* flush();
}

function* readDateParts(pattern: string, inner: string, closed: boolean): Generator<Fixed> {
  if (!closed || !/^(?:YYYY|MM|DD|[-_.])+$/.test(inner)) {
    throw refused(pattern, "may hold in braces only YYYY, MM and DD with “-”, “_” or “.” between them, such as {YYYYMMDD} or {YYYY-MM-DD}");
  }
  for (const [token] of inner.matchAll(/YYYY|MM|DD|[-_.]/g)) {
    if (token === "YYYY" || token === "MM" || token === "DD") yield { kind: "date", unit: token };
    else yield { kind: "text", text: token };
  }
}

function gatherDate(pattern: string, parts: readonly (Fixed | { kind: "any" })[]): Part[] {
  const first = parts.findIndex(({ kind }) => kind === "date");
  if (first === -1) return [...parts];
  const last = parts.findLastIndex(({ kind }) => kind === "date");
  const within = parts.slice(first, last + 1).filter((part) => part.kind !== "any");
  if (within.length <= last - first) throw refused(pattern, "may hold no star between year, month and day");
  return [...parts.slice(0, first), { kind: "span", parts: within }, ...parts.slice(last + 1)];
}

function unitsOf(parts: readonly Part[]): DateUnit[] {
  const fixed = parts.flatMap((part): readonly Part[] => (part.kind === "span" ? part.parts : [part]));
  return fixed.flatMap((part) => (part.kind === "date" ? [part.unit] : []));
}

/** For each part the places in the text from which it and all that follow can be matched to the end; the last entry is the end. */
function findMatches(parts: readonly Part[], text: string): ReadonlySet<number>[] {
  let next: ReadonlySet<number> = new Set([text.length]);
  const matches = [next];
  for (const part of parts.toReversed()) {
    const places = new Set<number>();
    for (let at = text.length; at >= 0; at--) {
      const goesOn = part.kind === "any" && at < text.length && text[at] !== "/" && places.has(at + 1);
      const end = part.kind === "any" ? at : endOf(part, text, at);
      if (goesOn || (end !== null && next.has(end))) places.add(at);
    }
    matches.unshift(places);
    next = places;
  }
  return matches;
}

/** Where a part that begins at a place ends; null where it does not fit. */
function endOf(part: Fixed | Span, text: string, at: number): number | null {
  if (part.kind === "text") return text.startsWith(part.text, at) ? at + part.text.length : null;
  if (part.kind === "one") return at < text.length && text[at] !== "/" ? at + widthAt(text, at) : null;
  if (part.kind === "date") {
    const end = at + part.unit.length;
    return isDigits(text.slice(at, end), part.unit.length) ? end : null;
  }
  const span = readSpan(part, text, at);
  return span && isPossible(span.units) ? span.end : null;
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function readSpan(span: Span, text: string, from: number): { end: number; units: Units } | null {
  let at = from;
  const units: Units = {};
  for (const part of span.parts) {
    const end = endOf(part, text, at);
    if (end === null) return null;
    if (part.kind === "date") units[part.unit] = text.slice(at, end);
    at = end;
  }
  return { end: at, units };
}

/** The date in a text that matches; where it could stand at several places, at the first of them. */
function readUnits(parts: readonly Part[], text: string, matches: readonly ReadonlySet<number>[]): Units {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (part.kind === "span") return readSpan(part, text, at)?.units ?? {};
    if (part.kind === "any") while (!matches[index + 1]?.has(at)) at += 1;
    else at = endOf(part, text, at) ?? at;
  }
  return {};
}

function isPossible({ YYYY = "2000", MM = "01", DD = "01" }: Units): boolean {
  return isDate(YYYY + MM + DD);
}

function isDigits(text: string, length: number): boolean {
  return text.length === length && /^\d+$/.test(text);
}

function refused(pattern: string, why: string): AppError {
  return new AppError("invalid-request", `The pattern “${pattern.slice(0, maxPatternLength)}” ${why}.`);
}
