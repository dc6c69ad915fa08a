import type { QueryColumn } from "#core/ports/engine";
import { quoteText } from "./sql-text.ts";

/** SQL's types without their arguments. */
const kinds: readonly (readonly [RegExp, Kind])[] = [
  [/\[\d*\]$|^(STRUCT|MAP|UNION|LIST|ARRAY)\b|^VARIANT$/, "nested"],
  [/^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|BIGNUM|DECIMAL\b.*|BOOLEAN)$/, "literal"],
  [/^(FLOAT|DOUBLE)$/, "float"],
  [/^TIMESTAMP/, "moment"],
  [/^BLOB$/, "bytes"],
  [/^(SQLNULL|"NULL"|NULL)$/, "null"],
];
type Kind = "nested" | "literal" | "float" | "moment" | "bytes" | "null" | "text";

function kindOf({ type }: Pick<QueryColumn, "type">): Kind {
  return kinds.find(([pattern]) => pattern.test(type))?.[1] ?? "text";
}

/**
 * A value as text that says it exactly: moments as ISO 8601 (with zone: UTC), bytes as Base64, what consists of values as JSON;
 * null stays null.
 */
export function toText(expression: string, column: Pick<QueryColumn, "type">): string {
  const text = `CAST(${expression} AS VARCHAR)`;
  switch (kindOf(column)) {
    case "moment":
      return `regexp_replace(replace(${text}, ' ', 'T'), '[+]00$', 'Z')`;
    case "bytes":
      return `to_base64(${expression})`;
    case "nested":
      return `CAST(json(to_json(${expression})) AS VARCHAR)`;
    default:
      return text;
  }
}

/** A value as JSON: numbers and truth values as such, exactly; everything else as `toText` has it. */
export function toJson(expression: string, column: Pick<QueryColumn, "type">): string {
  const text = toText(expression, column);
  const kind = kindOf(column);
  if (kind === "null") return "'null'";
  if (kind === "literal" || kind === "nested") return `coalesce(${text}, 'null')`;
  const quoted = `CAST(to_json(${text}) AS VARCHAR)`;
  if (kind === "float") return `coalesce(CASE WHEN isfinite(${expression}) THEN ${text} ELSE ${quoted} END, 'null')`;
  return `coalesce(${quoted}, 'null')`;
}

/** A value as a cell of delimited text; null is empty. Quoted where core's encoder would quote. */
export function toCell(
  expression: string,
  column: Pick<QueryColumn, "type">,
  { delimiter, alone }: { delimiter: string; alone: boolean },
): string {
  const text = toText(expression, column);
  const quoted = `'"' || replace(t, '"', '""') || '"'`;
  // Without line ends of its own: failures number the statement's lines.
  const special = quoteText(`[${delimiter}"\\r\\n]|^[ \t]|[ \t]$`);
  // The text is looked at more than once.
  const cell = `list_transform([${text}], lambda t: CASE WHEN regexp_matches(t, ${special}) THEN ${quoted} ELSE t END)[1]`;
  const plain = ["literal", "float"].includes(kindOf(column)) ? text : cell;
  return alone ? `coalesce(nullif(${plain}, ''), '""')` : `coalesce(${plain}, '')`;
}
