import type { ParquetParsers, SchemaTree } from "hyparquet";

/** Values of a column as text, as the job writes them; null where there is none. */
export type ToText = (value: unknown) => string | null;

const days = 86_400_000;
const unitDigits = { MILLIS: 3, MICROS: 6, NANOS: 9 } as const;

/** What is decoded must not lose digits: moments stay text, and bytes stay bytes. */
export const exactParsers: Partial<ParquetParsers> = {
  dateFromDays: (count: number | undefined) => (count === undefined || count === null ? count : isoDate(count * days)),
  timestampFromMilliseconds: (count: bigint) => toMoment(count, 3),
  timestampFromMicroseconds: (count: bigint) => toMoment(count, 6),
  timestampFromNanoseconds: (count: bigint) => toMoment(count, 9),
  jsonFromBytes: (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes),
};

/** How a top-level column's values become text, and its type in words. */
export function describeColumn({ element, children }: SchemaTree): { type: string; toText: ToText } {
  const { type, logical_type: logical, converted_type: converted } = element;
  if (children.length > 0 || element.repetition_type === "REPEATED") return { type: nestedType(converted), toText: jsonText };
  if (converted === "DECIMAL" || logical?.type === "DECIMAL") {
    const scale = element.scale ?? 0;
    return { type: `decimal(${element.precision ?? "?"}, ${scale})`, toText: unlessMissing((value) => toDecimal(value, scale)) };
  }
  if (logical?.type === "TIME" || converted === "TIME_MILLIS" || converted === "TIME_MICROS") {
    const digits = logical?.type === "TIME" ? unitDigits[logical.unit] : converted === "TIME_MILLIS" ? 3 : 6;
    return { type: "time", toText: unlessMissing((value) => toTime(BigInt(value as number | bigint), digits)) };
  }
  if (logical?.type === "TIMESTAMP" || converted?.startsWith("TIMESTAMP") || type === "INT96") {
    const isZoned = logical?.type === "TIMESTAMP" && logical.isAdjustedToUTC;
    return {
      type: isZoned ? "timestamp with zone" : "timestamp",
      toText: unlessMissing((value) => `${String(value)}${isZoned ? "Z" : ""}`),
    };
  }
  if (converted === "DATE" || logical?.type === "DATE") return { type: "date", toText: plainText };
  if (type === "FLOAT") return { type: "float", toText: unlessMissing((value) => toFloat(Number(value), Math.fround)) };
  if (type === "DOUBLE" || logical?.type === "FLOAT16")
    return { type: "double", toText: unlessMissing((value) => toFloat(Number(value), Number)) };
  if (type === "BOOLEAN") return { type: "boolean", toText: plainText };
  if (type === "INT32" || type === "INT64") return { type: "integer", toText: plainText };
  if (logical?.type === "UUID") return { type: "uuid", toText: plainText };
  const isText =
    converted === "UTF8" || converted === "ENUM" || converted === "JSON" || logical?.type === "STRING" || logical?.type === "ENUM";
  return { type: isText || logical?.type === "JSON" ? "text" : "bytes", toText: plainText };
}

function nestedType(converted: string | undefined): string {
  return converted === "LIST" ? "list" : converted === "MAP" || converted === "MAP_KEY_VALUE" ? "map" : "struct";
}

function unlessMissing(toText: (value: NonNullable<unknown>) => string): ToText {
  return (value) => (value === null || value === undefined ? null : toText(value));
}

const plainText = unlessMissing((value) => (value instanceof Uint8Array ? toBase64(value) : String(value)));
const jsonText = unlessMissing(toJson);

function toJson(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "bigint") return String(value);
  if (value instanceof Uint8Array) return JSON.stringify(toBase64(value));
  if (Array.isArray(value)) return `[${value.map(toJson).join(",")}]`;
  if (typeof value === "object") {
    return `{${Object.entries(value)
      .map(([key, each]) => `${JSON.stringify(key)}:${toJson(each)}`)
      .join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

/** Whole bytes or an integer, as it was stored, with a point so many digits before its end. */
function toDecimal(value: NonNullable<unknown>, scale: number): string {
  const digits = value instanceof Uint8Array ? fromBytes(value) : BigInt(value as number | bigint);
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, "0");
  const sign = digits < 0n ? "-" : "";
  return scale === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** Big-endian two's complement. */
function fromBytes(bytes: Uint8Array): bigint {
  const value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return BigInt.asIntN(bytes.length * 8, value);
}

/** The fewest digits that say this very number. */
function toFloat(value: number, round: (value: number) => number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  let shortest = value;
  for (let digits = 1; digits <= 9 && round !== Number; digits++) {
    shortest = Number(value.toPrecision(digits));
    if (round(shortest) === value) break;
  }
  return Number.isInteger(shortest) && Math.abs(shortest) < 1e15 ? shortest.toFixed(1) : String(shortest);
}

function toMoment(count: bigint, digits: number): string {
  const perDay = 86_400n * 10n ** BigInt(digits);
  const rest = BigInt.asIntN(64, ((count % perDay) + perDay) % perDay);
  return `${isoDate(Number((count - rest) / perDay) * days)}T${toTime(rest, digits)}`;
}

function toTime(count: bigint, digits: number): string {
  const perSecond = 10n ** BigInt(digits);
  const seconds = Number(count / perSecond);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0"));
  const fraction = String(count % perSecond)
    .padStart(digits, "0")
    .replace(/0+$/, "");
  return `${clock.join(":")}${fraction === "" ? "" : `.${fraction}`}`;
}

function isoDate(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().replace(/T.*$/, "");
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
