import type { ColumnProfile } from "#core/profile/profile";
import { formatCount, formatShare } from "#core/words/format-number";
import { distinctWords } from "./column-words.ts";

const quantileNames = ["5 % are up to", "A quarter is up to", "Half are up to", "Three quarters are up to", "95 % are up to"];
const meanFormat = new Intl.NumberFormat("en", { maximumSignificantDigits: 8 });

/** What is known of a column, name by name. */
export function columnFacts(column: ColumnProfile, rows: number): { name: string; value: string }[] {
  const { empty, least, most, mean, quantiles, length, outliers, type } = column;
  const isNumber = type === "integer" || type === "number";
  const facts: { name: string; value: string | null }[] = [
    { name: "Rows", value: formatCount(rows) },
    { name: "Empty", value: empty === 0 ? "0" : `${formatCount(empty)} (${formatShare(empty, rows)})` },
    { name: "Values", value: distinctWords(column, rows) },
    { name: "Least", value: least },
    ...quantiles.map((value, index) => ({ name: quantileNames[index] ?? "", value })),
    { name: "Most", value: most },
    { name: "Mean", value: mean === null ? null : meanFormat.format(mean) },
    { name: "Outliers", value: isNumber && quantiles.length > 0 ? formatCount(outliers) : null },
    { name: "Characters", value: type === "empty" ? null : lengthWords(length) },
  ];
  return facts.flatMap(({ name, value }) => (value === null ? [] : [{ name, value }]));
}

function lengthWords({ least, most, mean }: ColumnProfile["length"]): string {
  if (least === most) return formatCount(least);
  return `${formatCount(least)} to ${formatCount(most)}, ${meanFormat.format(Math.round(mean * 10) / 10)} on average`;
}
