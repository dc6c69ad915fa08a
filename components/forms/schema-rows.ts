import { type FormValue, isFormValue } from "#core/params/json-schema";

/** A column of a schema, as it is edited; what else its document says of it stays. */
export interface SchemaRow {
  name: string;
  type: string;
  required: boolean;
  unique: boolean;
  pattern: string;
  min: string;
  max: string;
  /** Allowed values. */
  values: readonly string[];
}

export type SchemaStyle = "columns" | "fields";

const typesOf: Record<SchemaStyle, readonly string[]> = {
  columns: ["string", "integer", "number", "boolean", "date", "datetime", "time", "uuid", "email", "url"],
  fields: ["string", "integer", "number", "boolean", "date", "datetime", "time", "year"],
};

/** How a document lists its columns; null where it does so in a way that is edited as JSON only. */
export function schemaStyleOf(document: FormValue): SchemaStyle | null {
  if (Array.isArray(document.columns)) return "columns";
  if (Array.isArray(document.fields) || Object.keys(document).length === 0) return "fields";
  return null;
}

/** The types to choose from, that of the row among them. */
export function typesFor(style: SchemaStyle, row: SchemaRow): readonly string[] {
  const types = typesOf[style];
  return types.includes(row.type) ? types : [row.type, ...types];
}

export function schemaRows(document: FormValue): SchemaRow[] {
  return entriesOf(document).map((entry) => {
    const rules = rulesOf(document, entry);
    return {
      name: textOf(entry.name),
      type: textOf(entry.type) || "string",
      required: rules.required === true,
      unique: rules.unique === true,
      pattern: textOf(rules.pattern),
      min: textOf(rules.min ?? rules.minimum),
      max: textOf(rules.max ?? rules.maximum),
      values: Array.isArray(rules.enum) ? rules.enum.map(textOf) : [],
    };
  });
}

/** The document with some of a column changed. */
export function changeRow(document: FormValue, index: number, changes: Partial<SchemaRow>): FormValue {
  const entries = entriesOf(document);
  const entry = entries[index];
  if (!entry) return document;
  const { name, type, ...rules } = changes;
  const renamed = { ...entry, ...(name !== undefined && { name }), ...(type !== undefined && { type }) };
  return withEntries(document, entries.with(index, withRules(document, renamed, rules)));
}

export function removeRow(document: FormValue, index: number): FormValue {
  return withEntries(document, entriesOf(document).toSpliced(index, 1));
}

export function addRow(document: FormValue, name: string): FormValue {
  return withEntries(document, [...entriesOf(document), { name, type: "string" }]);
}

function listName(document: FormValue): SchemaStyle {
  return schemaStyleOf(document) ?? "fields";
}

function entriesOf(document: FormValue): readonly FormValue[] {
  const entries = document[listName(document)];
  return Array.isArray(entries) ? entries.filter(isFormValue) : [];
}

function withEntries(document: FormValue, entries: readonly FormValue[]): FormValue {
  return { ...document, [listName(document)]: entries };
}

function rulesOf(document: FormValue, entry: FormValue): FormValue {
  if (listName(document) === "columns") return entry;
  return isFormValue(entry.constraints) ? entry.constraints : {};
}

function withRules(document: FormValue, entry: FormValue, changes: Partial<Omit<SchemaRow, "name" | "type">>): FormValue {
  const isColumns = listName(document) === "columns";
  const [min, max] = isColumns ? ["min", "max"] : ["minimum", "maximum"];
  const given: [string, unknown][] = [
    ...("required" in changes ? [["required", changes.required || undefined] satisfies [string, unknown]] : []),
    ...("unique" in changes ? [["unique", changes.unique || undefined] satisfies [string, unknown]] : []),
    ...("pattern" in changes ? [["pattern", changes.pattern || undefined] satisfies [string, unknown]] : []),
    ...("min" in changes ? [[min, limitOf(changes.min)] satisfies [string, unknown]] : []),
    ...("max" in changes ? [[max, limitOf(changes.max)] satisfies [string, unknown]] : []),
    ...("values" in changes ? [["enum", changes.values?.length ? changes.values : undefined] satisfies [string, unknown]] : []),
  ];
  if (given.length === 0) return entry;
  const rules = Object.fromEntries(
    Object.entries({ ...rulesOf(document, entry), ...Object.fromEntries(given) }).filter(([, each]) => each !== undefined),
  );
  if (isColumns) return rules;
  const { constraints, ...others } = entry;
  return Object.keys(rules).length === 0 ? others : { ...others, constraints: rules };
}

/** A number where it is one and stays exact, else the text: a date, or a number too long. */
function limitOf(text: string | undefined): string | number | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  const number = Number(text);
  return String(number) === text.trim() && (!Number.isInteger(number) || Number.isSafeInteger(number)) ? number : text.trim();
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
