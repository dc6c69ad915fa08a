import { type Expression, isText, type Kind, made, quoteText, toText } from "./expression.ts";
import { beyond, isNode, type Node, nodeIn, textIn } from "./tree.ts";

/** A value that is written in the statement. */
export function toConstant(node: Node): Expression {
  const value = nodeIn(node, "value");
  const type = nodeIn(value, "type");
  if (value.is_null === true) return made("NULL", "null");
  switch (type.id) {
    case "VARCHAR": {
      const text = textIn(value, "value");
      return { ...made(quoteText(text), "literal"), text };
    }
    case "BOOLEAN":
      return made(value.value === true ? "true" : "false", "boolean");
    case "TINYINT":
    case "SMALLINT":
    case "INTEGER":
    case "BIGINT":
      return number(String(toWhole(value.value)), "integer");
    case "HUGEINT":
      return number(String(toWhole(value.value)), "decimal");
    case "DECIMAL":
      return number(toDecimal(toWhole(value.value), Number(nodeIn(type, "type_info").scale)), "decimal");
    case "DOUBLE":
      return toDoubleConstant(value.value);
    default:
      throw beyond(`a value of the type ${String(type.id)}`);
  }
}

function number(digits: string, kind: Kind): Expression {
  return made(digits.startsWith("-") ? `(${digits})` : digits, kind);
}

function toWhole(value: unknown): bigint {
  if (typeof value === "bigint") return value;
  if (Number.isSafeInteger(value)) return BigInt(Number(value));
  // A whole number of 128 bits stands there as its two halves.
  if (isNode(value)) return (toWhole(value.upper) << 64n) + toWhole(value.lower);
  throw beyond("a number of so many digits");
}

function toDecimal(unscaled: bigint, scale: number): string {
  const sign = unscaled < 0n ? "-" : "";
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function toDoubleConstant(value: unknown): Expression {
  if (typeof value !== "number" && typeof value !== "bigint") throw beyond("a number that is not finite");
  const wide = Number(value);
  if (!Number.isFinite(wide)) throw beyond("a number that is not finite");
  return number(wide.toExponential().replace("e+", "E").replace("e", "E"), "double");
}

/** A whole number that is written in the statement; undefined for anything else. */
export function wholeOf(node: Node): number | undefined {
  if (node.type !== "VALUE_CONSTANT") return undefined;
  const value = nodeIn(node, "value");
  const { id } = nodeIn(value, "type");
  if (value.is_null === true || !["TINYINT", "SMALLINT", "INTEGER", "BIGINT"].includes(String(id))) return undefined;
  return Number(value.value);
}

/** A text that is written in the statement; undefined for anything else. */
export function textOf(node: Node | undefined): string | undefined {
  if (node?.type !== "VALUE_CONSTANT") return undefined;
  const value = nodeIn(node, "value");
  return nodeIn(value, "type").id === "VARCHAR" && value.is_null !== true ? textIn(value, "value") : undefined;
}

const castTypes: Readonly<Record<string, readonly [string, Kind]>> = {
  VARCHAR: ["varchar", "text"],
  TINYINT: ["tinyint", "integer"],
  SMALLINT: ["smallint", "integer"],
  INTEGER: ["integer", "integer"],
  BIGINT: ["bigint", "integer"],
  HUGEINT: ["decimal(38, 0)", "decimal"],
  FLOAT: ["real", "double"],
  DOUBLE: ["double", "double"],
  BOOLEAN: ["boolean", "boolean"],
  DATE: ["date", "date"],
  TIMESTAMP: ["timestamp", "timestamp"],
};

/** CAST and TRY_CAST of what is already translated. */
export function toCast(node: Node, child: Expression): Expression {
  const type = nodeIn(node, "cast_type");
  const id = String(type.id);
  const [name, kind] = id === "DECIMAL" ? decimalType(type) : (castTypes[id] ?? [undefined, undefined]);
  if (name === undefined || kind === undefined) throw beyond(`a CAST to ${id === "UNBOUND" ? "a type of this name" : id}`);
  if (child.kind === "interval" || child.kind === "unknown") throw beyond("a CAST of such a value");
  if (child.text !== undefined && id === "BOOLEAN" && /^[tf]$/i.test(child.text)) {
    return made(child.text.toLowerCase() === "t" ? "true" : "false", "boolean");
  }
  if (kind === "text" && child.kind !== "null") return { ...toText(child), kind: "text" };
  // Athena reads a time with a blank between its day and its hour.
  const from = kind === "timestamp" && isText(child.kind) ? `replace(${child.sql}, 'T', ' ')` : child.sql;
  return made(`${node.try_cast === true && isText(child.kind) ? "TRY_CAST" : "CAST"}(${from} AS ${name})`, kind, [child]);
}

function decimalType(type: Node): readonly [string, Kind] {
  const { width, scale } = nodeIn(type, "type_info");
  return [`decimal(${Number(width)}, ${Number(scale)})`, "decimal"];
}
