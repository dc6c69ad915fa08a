import type { ColumnProfile, TableProfile } from "#core/profile/profile";

/** The same as the engine says, by other means: in JavaScript, all in memory, one value after the other. */
export function plainProfile(names: readonly string[], rows: readonly (readonly string[])[]): TableProfile {
  const columns = names.map((name, index) =>
    plainColumn(
      name,
      rows.map((row) => row[index] ?? ""),
    ),
  );
  const seen = new Set(rows.map((row) => JSON.stringify(row)));
  return { columns, repeatedRows: rows.length - seen.size, key: null };
}

const forms: readonly { type: ColumnProfile["type"]; pattern: RegExp; order(text: string): number | string }[] = [
  { type: "boolean", pattern: /^(true|false|yes|no|t|f|y|n)$/i, order: (text) => Number(/^[ty]/i.test(text)) },
  { type: "integer", pattern: /^\s*[+-]?(0|[1-9]\d{0,37})\s*$/, order: Number },
  { type: "number", pattern: /^\s*[+-]?((0|[1-9]\d*)(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$/, order: Number },
  { type: "date", pattern: /^(\d{4})-(\d\d)-(\d\d)$/, order: (text) => text },
];

function plainColumn(name: string, cells: readonly string[]): ColumnProfile {
  const values = cells.filter((cell) => /[^ \t\r\n\v\f]/.test(cell));
  const form = values.length > 0 ? forms.find(({ pattern }) => values.every((value) => pattern.test(value))) : undefined;
  const type = values.length === 0 ? "empty" : (form?.type ?? "text");
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const frequent = [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || byBytes(a.value, b.value))
    .slice(0, 10);
  const lengths = values.map((value) => [...value].length);
  const isUnique = counts.size === values.length && values.length > 10;
  return {
    name,
    type,
    empty: cells.length - values.length,
    distinct: { count: counts.size, exact: true },
    frequent: isUnique ? [] : frequent,
    length: {
      least: values.length === 0 ? 0 : Math.min(...lengths),
      most: values.length === 0 ? 0 : Math.max(...lengths),
      mean: values.length === 0 ? 0 : lengths.reduce((sum, length) => sum + length, 0) / values.length,
    },
    ...plainOrder(type, values, form?.order ?? ((text) => text)),
  };
}

type PlainOrder = Pick<ColumnProfile, "least" | "most" | "mean" | "quantiles" | "outliers" | "histogram">;

function plainOrder(type: ColumnProfile["type"], values: readonly string[], order: (text: string) => number | string): PlainOrder {
  const isNumber = type === "integer" || type === "number";
  const measures = values.map(order).sort((a, b) => (typeof a === "string" ? byBytes(a, String(b)) : a - Number(b)));
  const [least, most] = [measures[0], measures.at(-1)];
  const quantile = (share: number) => measures[Math.max(0, Math.ceil(share * measures.length) - 1)] ?? "";
  const quantiles = isNumber || type === "date" ? [0.05, 0.25, 0.5, 0.75, 0.95].map(quantile) : [];
  const [low, high] = [Number(quantiles[1]), Number(quantiles[3])];
  const reach = 3 * (high - low);
  const isFar = (measure: number) => reach > 0 && (measure < low - reach || measure > high + reach);
  return {
    least: values.find((value) => order(value) === least) ?? null,
    most: values.find((value) => order(value) === most) ?? null,
    mean: isNumber ? measures.reduce<number>((sum, measure) => sum + Number(measure), 0) / measures.length : null,
    quantiles: quantiles.map(String),
    outliers: isNumber ? measures.filter((measure) => isFar(Number(measure))).length : 0,
    histogram: [],
  };
}

const utf8 = new TextEncoder();

/** As the engine orders texts. */
function byBytes(a: string, b: string): number {
  const [one, other] = [utf8.encode(a), utf8.encode(b)];
  for (let index = 0; index < Math.min(one.length, other.length); index++) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}
