import type { CheckedType } from "../../csv/kernel/row-checks.ts";

type Part = "Y" | "y" | "m" | "d" | "H" | "I" | "M" | "S" | "f" | "p" | "b" | "B";

const months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const monthNames = months.join("|");
const monthStems = months.map((month) => month.slice(0, 3)).join("|");
const parts: Readonly<Record<Part, string>> = {
  Y: "[0-9]{4}",
  y: "[0-9]{2}",
  m: "1[0-2]|0?[1-9]",
  d: "3[01]|[12][0-9]|0?[1-9]",
  H: "2[0-3]|[01]?[0-9]",
  I: "1[0-2]|0?[1-9]",
  M: "[0-5]?[0-9]",
  S: "[0-5]?[0-9]",
  f: "[0-9]{1,6}",
  p: "[AaPp][Mm]",
  b: monthStems,
  B: monthNames,
};
const needed: Readonly<Partial<Record<CheckedType, readonly (readonly Part[])[]>>> = {
  date: [["Y", "y"], ["m", "b", "B"], ["d"]],
  datetime: [["Y", "y"], ["m", "b", "B"], ["d"], ["H", "I"], ["M"]],
  time: [["H", "I"], ["M"]],
};

/** What keeps a format from telling a date or a time, as strptime reads it; null for nothing. */
export function findMomentPatternFault(type: CheckedType, pattern: string): string | null {
  const wanted = needed[type];
  if (!wanted) return `The format "${pattern}" is not known for the type ${type}; use a pattern.`;
  const directives = [...pattern.matchAll(/%(.?)/g)].map(([, part = ""]) => part);
  const unknown = directives.find((part) => part !== "%" && !Object.hasOwn(parts, part));
  if (unknown !== undefined)
    return `%${unknown} is not understood; ${Object.keys(parts)
      .map((part) => `%${part}`)
      .join(" ")} are.`;
  if (new Set(directives).size < directives.length) return "A part stands in it twice.";
  if (wanted.every((choice) => choice.some((part) => directives.includes(part)))) return null;
  return `A ${type} needs ${wanted.map((choice) => choice.map((part) => `%${part}`).join(" or ")).join(", ")}.`;
}

/** Reads text as the format says, and answers it as ISO 8601 has it; null where it is not of that form. */
export function createMomentReader(type: CheckedType, pattern: string): (text: string) => string | null {
  const order: Part[] = [];
  const source = pattern.replace(/%(.)|[\s\S]/gu, (text, part: string | undefined) => {
    if (part === undefined) return escapeText(text);
    if (part === "%") return "%";
    order.push(part as Part);
    return `(${parts[part as Part]})`;
  });
  const expression = new RegExp(`^${source}$`, "iu");
  return (text) => {
    const found = expression.exec(text);
    if (!found) return null;
    const of = (part: Part) => found[order.indexOf(part) + 1] ?? "";
    const has = (part: Part) => order.includes(part);
    const date = type === "time" ? "" : `${yearOf(of, has)}-${monthOf(of, has)}-${two(of("d"))}`;
    const fraction = has("f") ? `.${of("f")}` : "";
    const time = type === "date" ? "" : `${hourOf(of, has)}:${two(of("M"))}:${two(has("S") ? of("S") : "0")}${fraction}`;
    return [date, time].filter((piece) => piece !== "").join("T");
  };
}

function escapeText(text: string): string {
  return /[\\^$.*+?()[\]{}|/-]/.test(text) ? `\\${text}` : text;
}

type PartOf = (part: Part) => string;
type HasPart = (part: Part) => boolean;

/** Two digits are of 1969 to 2068, as POSIX has it. */
function yearOf(of: PartOf, has: HasPart): string {
  if (has("Y")) return of("Y");
  return `${Number(of("y")) >= 69 ? 19 : 20}${of("y")}`;
}

function monthOf(of: PartOf, has: HasPart): string {
  if (has("m")) return two(of("m"));
  const stem = (has("b") ? of("b") : of("B")).slice(0, 3).toLowerCase();
  return two(String(months.findIndex((month) => month.startsWith(stem)) + 1));
}

function hourOf(of: PartOf, has: HasPart): string {
  if (has("H")) return two(of("H"));
  const hour = Number(of("I")) % 12;
  return two(String(has("p") && of("p").toLowerCase() === "pm" ? hour + 12 : hour));
}

function two(digits: string): string {
  return digits.padStart(2, "0");
}
