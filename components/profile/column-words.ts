import type { ColumnProfile, HistogramBin, ProfiledType } from "#core/profile/profile";
import { formatCount, formatShare } from "#core/words/format-number";

export const typeWords: Record<ProfiledType, string> = {
  integer: "Whole numbers",
  number: "Numbers",
  date: "Dates",
  time: "Times of day",
  timestamp: "Dates with times",
  boolean: "Yes or no",
  text: "Text",
  empty: "Nothing",
};

/** What is called so of a column's values: "12 different", "all different". */
export function distinctWords({ distinct: { count, exact }, empty }: ColumnProfile, rows: number): string {
  const filled = rows - empty;
  if (filled === 0) return "none";
  if (exact && count === filled) return filled === 1 ? "1 value" : "all different";
  return `${exact ? "" : "about "}${formatCount(count)} different`;
}

export function emptyWords(empty: number, rows: number): string {
  if (empty === 0) return "none empty";
  if (empty === rows) return "all empty";
  return `${formatShare(empty, rows)} empty`;
}

export function rangeWords({ least, most, type }: ColumnProfile): string | null {
  if (least === null || most === null) return null;
  return least === most ? least : type === "text" ? `${shorten(least)} … ${shorten(most)}` : `${least} … ${most}`;
}

const longest = 18;

function shorten(value: string): string {
  const characters = [...value];
  return characters.length > longest ? `${characters.slice(0, longest).join("")}…` : value;
}

/** Bins that hold what lies far out: at an end, and of another width than those in the middle. */
export function isOutlying(bins: readonly HistogramBin[], index: number, outliers: number): boolean {
  if (outliers === 0 || bins.length < 3 || (index > 0 && index < bins.length - 1)) return false;
  const middle = bins[Math.floor(bins.length / 2)];
  const bin = bins[index];
  if (!middle || !bin) return false;
  const width = widthOf(middle);
  return Math.abs(widthOf(bin) - width) > width * 1e-6;
}

function widthOf({ from, to }: HistogramBin): number {
  return Number(to) - Number(from);
}

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 4 });

/** The ends of bins as an axis has room for them. */
export function edgeLabels(edges: readonly string[]): string[] {
  const isNumber = edges.every((edge) => Number.isFinite(Number(edge)));
  const short = edges.map((edge) => (isNumber ? compact.format(Number(edge)) : toShortMoment(edge, edges)));
  return new Set(short).size === edges.length ? short : [...edges];
}

/** As much of a moment as tells it from the others. */
function toShortMoment(moment: string, all: readonly string[]): string {
  if (all.every((each) => each.length === 10 || each.endsWith("T00:00:00"))) {
    const day = moment.slice(0, 10);
    if (all.every((each) => each.slice(4, 10) === "-01-01")) return day.slice(0, 4);
    return all.every((each) => each.slice(8, 10) === "01") ? day.slice(0, 7) : day;
  }
  const sameDay = all.every((each) => each.slice(0, 10) === all[0]?.slice(0, 10));
  return sameDay ? moment.slice(11) : moment.slice(0, 16).replace("T", " ");
}
