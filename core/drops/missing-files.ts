import type { DropSet } from "./drop-set.ts";
import { nameOfDay, parsePattern } from "./file-pattern.ts";
import { formatDate } from "./set-date.ts";

/** The names of the files that a set waits for. */
export function missingNames({ slots, date }: Pick<DropSet, "slots" | "date">): string[] {
  return slots.filter(({ files }) => files.length === 0).map(({ pattern }) => nameOfDay(parsePattern(pattern), date));
}

/** What keeps a set from being run, for who is to see to it. */
export function describeMissing(set: DropSet): string {
  const { date, deadline, slots } = set;
  const missing = missingNames(set);
  const by = deadline ? `by ${deadline.time} (${deadline.zone})` : "in time";
  const nothing = missing.length === slots.length && missing.length > 1;
  const what = nothing ? `none of its files came ${by}. Missing: ${joinNames(missing)}.` : `${joinNames(missing)} did not come ${by}.`;
  const when = missing.length === 1 ? "it comes" : "they come";
  return `The set of ${formatDate(date)} is not complete: ${what} It is run as soon as ${when}.`;
}

function joinNames(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
