import type { TableView } from "#core/api/lake-api";
import { plural } from "#core/words/format-number";

/** Of which time a table's rows are, in UTC as they lie in the lake. */
export function spanWords({ from, to, partitions }: Pick<TableView, "from" | "to" | "partitions">): string {
  if (from === null || to === null) return "No rows yet";
  const hours = plural(partitions, "hour");
  const [first, last] = [day(from), day(to)];
  if (first !== last) return `${first} to ${last} · ${hours}`;
  return from.slice(0, 13) === to.slice(0, 13) ? `${first}, ${from.slice(11, 13)}:00 · ${hours}` : `${first} · ${hours}`;
}

const format = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

function day(time: string): string {
  return format.format(Date.parse(time));
}
