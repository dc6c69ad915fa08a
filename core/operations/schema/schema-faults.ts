import { compareDecimals } from "../../csv/kernel/plain/decimal.ts";
import { compareMoments } from "../../csv/kernel/plain/moment.ts";
import { checkedTypes } from "../../csv/kernel/row-checks.ts";
import { findMomentPatternFault } from "./moment-pattern.ts";
import { findPatternFault } from "./patterns.ts";
import { type ColumnRules, readLimit, type TableSchema, typeNames } from "./schema.ts";
import { isTextFormat } from "./text-formats.ts";

export interface SchemaFault {
  path: (string | number)[];
  message: string;
}

/** What makes no sense in a schema, in order. */
export async function findSchemaFaults({ columns, key, foreignKeys }: TableSchema): Promise<SchemaFault[]> {
  const faults: SchemaFault[] = [];
  const seen = new Set<string>();
  for (const column of columns) {
    const { name, path, labels } = column;
    const add = (rule: string, message: string) => faults.push({ path: [...path, ...labels.at, rule], message });
    if (seen.has(name)) faults.push({ path: [...path, "name"], message: `The column "${name}" is described twice.` });
    seen.add(name);
    if (!checkedTypes.includes(column.type))
      faults.push({ path: [...path, "type"], message: `The type "${column.type}" is not known here.` });
    addLimitFaults(column, add);
    if (column.minLength !== null && column.maxLength !== null && column.minLength > column.maxLength)
      add("minLength", "It is greater than maxLength, so no cell could be right.");
    if (column.format !== null && !isTextFormat(column.format))
      faults.push({ path: [...path, "format"], message: `The format "${String(column.format)}" is not known here; use a pattern.` });
    const momentPattern = column.notation?.pattern ?? null;
    const momentFault = momentPattern === null ? null : findMomentPatternFault(column.type, momentPattern);
    if (momentFault !== null) faults.push({ path: [...path, "format"], message: momentFault });
    const fault = column.pattern && (await findPatternFault(column.pattern));
    if (fault) add("pattern", `This is no regular expression: ${fault}`);
  }
  for (const [index, { fields, referenceFields }] of foreignKeys.entries()) {
    if (fields.length === referenceFields.length && fields.length > 0) continue;
    faults.push({ path: ["foreignKeys", index], message: "It needs as many fields as it refers to, and at least one." });
  }
  if (new Set(key).size < key.length) faults.push({ path: ["key"], message: "A column stands in the key twice." });
  return faults;
}

function addLimitFaults({ type, min, max, labels }: ColumnRules, add: (rule: string, message: string) => void): void {
  const limits = [min, max].map((text, index) => {
    if (text === null) return null;
    const label = index === 0 ? labels.min : labels.max;
    if (type === "text" || type === "boolean")
      add(label, `A column of type ${type} has no smallest or greatest value; give it another type.`);
    const limit = readLimit(type, text);
    if (limit === null && type !== "text" && type !== "boolean") add(label, `"${text}" is no ${typeNames[type]}.`);
    return limit;
  });
  const [least, most] = limits;
  if (least && most && compareLimits(least, most) > 0) add(labels.min, `It is greater than ${labels.max}, so no cell could be right.`);
}

function compareLimits(a: NonNullable<ReturnType<typeof readLimit>>, b: NonNullable<ReturnType<typeof readLimit>>): number {
  if ("decimal" in a && "decimal" in b) return compareDecimals(a.decimal, b.decimal);
  return "moment" in a && "moment" in b ? compareMoments(a.moment, b.moment) : 0;
}
