import * as z from "zod";

/** Which files of a run a filter or a mask is about. */
export const filePatternSchema = z.string().min(1).max(1024).meta({
  title: "File",
  description: "Of several files only those whose name is this, with or without its ending; * stands for anything. All of them by default.",
  "x-place": "more",
});

/** Whether a file is meant: all are where nothing is said. */
export function isFileMeant(fileName: string, pattern: string | undefined): boolean {
  if (pattern === undefined) return true;
  const base = fileName.split(/[/\\]/).at(-1) ?? "";
  const parts = pattern.split("*");
  return [base, base.replace(/\.[^.]*$/, ""), base.replace(/\.[^.]*\.[^.]*$/, "")].some((name) => matches(name, parts));
}

/** Leftmost matches, one after the other: linear, whatever the pattern. */
function matches(name: string, [first = "", ...rest]: readonly string[]): boolean {
  if (rest.length === 0) return name === first;
  const last = rest.at(-1) ?? "";
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of rest.slice(0, -1)) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= name.length - last.length;
}
