/** What a number format makes of a number, as far as it is a moment. */
export type MomentKind = "date" | "date-time" | "time" | "duration";

/** ECMA-376-1 §18.8.30, with what East Asian versions make of 27 to 36 and 50 to 58: dates all of them, but for four times. */
const builtIn: ReadonlyMap<number, MomentKind> = new Map<number, MomentKind>([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, "date"] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56].map((id) => [id, "time"] as const),
  [22, "date-time"],
  [46, "duration"],
]);

/** Null for a format that shows a number as a number. `code` is the workbook's own, where it has one of that id. */
export function momentOfFormat(id: number, code: string | undefined): MomentKind | null {
  return code === undefined ? (builtIn.get(id) ?? null) : momentOfCode(code);
}

/** By the letters of the first section, without what is quoted, escaped, filled or in brackets. */
function momentOfCode(code: string): MomentKind | null {
  const bare = code.replace(/"[^"]*"|\\.|[_*]./gs, "");
  const first = bare.split(";")[0] ?? "";
  if (/\[(?:h+|m+|s+)\]/i.test(first)) return "duration";
  const letters = first
    .replace(/\[[^[\]]*\]/g, "")
    .replace(/general/gi, "")
    .replace(/am\/pm|a\/p/gi, "h")
    .replace(/[eE][+-]/g, "")
    .toLowerCase();
  const hasTime = /[hs]/.test(letters);
  const hasDate = /[ydeg]/.test(letters) && !/[0#?]/.test(letters.replace(/s\.0+/g, ""));
  // Months and minutes are the same letter; minutes stand beside hours or seconds.
  if (hasTime) return hasDate || /mmm/.test(letters) ? "date-time" : "time";
  return hasDate || /m/.test(letters) ? "date" : null;
}
