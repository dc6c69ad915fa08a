import { AppError } from "../../app-error.ts";
import { nameColumns, requireColumnCount } from "../detect/name-columns.ts";
import type { JsonPlan, PlanFinding, TablePlan } from "../detect/table-plan.ts";
import { formatCount } from "../format-count.ts";
import type { ReaderLimits } from "../limits.ts";
import { isJsonBlank } from "./json-text.ts";
import { type SampledObjects, sampleObjects } from "./sample-objects.ts";

export interface PlanJsonOptions {
  /** The file's name, for messages. */
  name: string;
  /** Whether the sample is all there is. */
  complete: boolean;
  limits: ReaderLimits;
}

/**
 * The plan of a file that holds JSON objects: one a line, one after the other, or as an array. Columns are their keys in the sample,
 * in first-seen order; a key that stands twice in an object is `name_2`. Null when the text is nothing of that kind.
 * @throws AppError unsupported-file: it is JSON, but no table; empty-file: an array of nothing; too-many-columns
 */
export function planJson(sample: Uint8Array, { name, complete, limits }: PlanJsonOptions): (TablePlan & { json: JsonPlan }) | null {
  const found = sampleObjects(sample, complete);
  if (found === null || !isJson(sample, found)) return null;
  requireTable(found, name);
  const { layout, indent, start } = found;
  const keys = found.keys.map(({ key }) => key);
  requireColumnCount(keys.length, name, limits);
  const { names, empty, duplicate } = nameColumns(keys);
  const isLines = layout === "lines";
  const dataStart = layout === "array" ? start : 0;
  return {
    format: isLines ? "ndjson" : "json",
    dialect: { delimiter: "", quote: "", escape: "", comment: "", lineEnd: lineEndOf(sample) },
    // The names stand in every object, so they are none that were generated.
    header: { rows: 1, names },
    json: { layout, keys, indent },
    width: names.length,
    ...{ confidence: 1, alternatives: [], decimalComma: false },
    ...{ dataStart, dataLine: lineOf(sample, dataStart), headerLine: null, headerFrom: 0, headerTo: 0 },
    skipped: { blank: 0, comment: 0, preamble: 0, header: 0 },
    findings: nameFindings(sample, found, { names, empty, duplicate }),
  };
}

/** Whether the sample is JSON, if not without faults; text that merely starts with a bracket is not. */
function isJson(sample: Uint8Array, { objects, others, otherValues, cut, keys, start }: SampledObjects): boolean {
  if (objects > 0 || otherValues > 0) return objects + otherValues >= others - otherValues;
  if (cut) return keys.length > 0;
  return others === 0 && sample[start] === 0x5d && sample.subarray(start + 1).every(isJsonBlank);
}

function requireTable(found: SampledObjects, name: string): void {
  const { objects, others, cut, keys, layout, nestedTable } = found;
  if (objects === 0 && others === 0 && !cut) throw new AppError("empty-file", `${name} holds an array with nothing in it.`);
  if (others > objects) {
    throw refuse(name, "holds a JSON array, but its elements are no objects. An array of objects can be read, or one object a line.");
  }
  if (objects === 0)
    throw refuse(name, "starts with a JSON object that is longer than 1 MiB. An array of objects can be read, or one object a line.");
  if (keys.length === 0) throw refuse(name, "holds JSON objects without a single key.");
  const isAlone = objects === 1 && others === 0 && !cut && layout !== "array";
  if (isAlone && nestedTable !== null && !/\.(?:ndjson|jsonl)\b/i.test(name)) {
    const list = nestedTable.length > 100 ? `${nestedTable.slice(0, 100)}…` : nestedTable;
    throw refuse(
      name,
      `holds one JSON object with the records in a list of its own ("${list}"). Send that list: an array of objects can be read.`,
    );
  }
}

function refuse(name: string, what: string): AppError {
  return new AppError("unsupported-file", `${name} ${what}`);
}

function nameFindings(
  sample: Uint8Array,
  { keys }: SampledObjects,
  { names, empty, duplicate }: { names: readonly string[]; empty: readonly number[]; duplicate: readonly number[] },
): PlanFinding[] {
  const finding = (code: "empty-header" | "duplicate-header", column: number, why: string): PlanFinding => {
    const { at, object } = keys[column] ?? { at: 0, object: 0 };
    const name = names[column] ?? "";
    const line = lineOf(sample, at);
    const message = `Line ${formatCount(line)} ${why}; its column is called "${name}".`;
    return { code, at, place: { line, record: object + 1, column: column + 1, name, message } };
  };
  return [
    ...empty.map((column) => finding("empty-header", column, "has a key that is empty")),
    ...duplicate.map((column) => finding("duplicate-header", column, "has a key twice in one object")),
  ].sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
}

function lineEndOf(sample: Uint8Array): "lf" | "crlf" {
  const lf = sample.indexOf(0x0a);
  return lf > 0 && sample[lf - 1] === 0x0d ? "crlf" : "lf";
}

function lineOf(sample: Uint8Array, offset: number): number {
  let line = 1;
  for (let at = sample.indexOf(0x0a); at !== -1 && at < offset; at = sample.indexOf(0x0a, at + 1)) line++;
  return line;
}
