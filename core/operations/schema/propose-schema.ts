import type { Inspection } from "../../csv/inspect.ts";

/** A Frictionless Table Schema, as `validate` understands it. */
export interface ProposedSchema {
  fields: ProposedField[];
}

export interface ProposedField {
  name: string;
  type: "string" | "integer" | "number" | "boolean" | "date" | "datetime" | "time";
  description?: string;
  decimalChar?: ",";
  constraints?: ProposedConstraints;
}

export interface ProposedConstraints {
  required?: true;
  unique?: true;
  minimum?: string;
  enum?: string[];
}

/** With fewer rows, that a value stands there once, or that they are few, says nothing. */
const minRows = 10;
const maxListed = 12;
/** A list of values is one only if each stands there some times. */
const minRepeats = 3;
const longestShown = 40;

/**
 * A schema that every row of what was inspected passes, to be looked over and edited: types, what is always there, what stands there
 * once, and short lists of values. Of limits only that nothing is below zero; what was seen stands in the description.
 */
export function proposeSchema({
  columns,
  decimalComma,
  records,
}: Pick<Inspection, "columns" | "decimalComma" | "records">): ProposedSchema {
  return {
    fields: columns.map(({ name, facts, empty }) => {
      const { kind, least, most } = facts;
      const type = kind === "text" ? "string" : kind;
      const constraints = proposeConstraints(facts, { empty, records });
      return {
        name,
        type,
        ...(least !== null && most !== null && { description: `Seen: ${shorten(least)} to ${shorten(most)}.` }),
        ...(kind === "number" && decimalComma && { decimalChar: "," as const }),
        ...(Object.keys(constraints).length > 0 && { constraints }),
      };
    }),
  };
}

function proposeConstraints(
  { kind, least, values, isUnique }: Inspection["columns"][number]["facts"],
  { empty, records }: { empty: number; records: number },
): ProposedConstraints {
  const filled = records - empty;
  const isNumber = kind === "integer" || kind === "number";
  const isListed = values !== null && values.length > 0 && values.length <= maxListed && filled >= values.length * minRepeats;
  return {
    ...(empty === 0 && records > 0 && { required: true as const }),
    ...(isUnique === true && empty === 0 && records >= minRows && (kind === "integer" || kind === "text") && { unique: true as const }),
    ...(isNumber && least !== null && !least.startsWith("-") && { minimum: "0" }),
    ...(kind === "text" && isListed && records >= minRows && { enum: [...values].sort() }),
  };
}

function shorten(text: string): string {
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}
