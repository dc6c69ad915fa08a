import { AppError } from "../../app-error.ts";
import { type CheckedColumn, shorten } from "./check-table.ts";
import type { ColumnRules, ForeignKey, TableSchema } from "./schema.ts";

const listedNames = 20;

interface NamedField {
  name: string;
  field: number;
}

/**
 * The file's fields that a schema speaks of. A column that may be empty may be absent, too.
 * @throws AppError no-such-column, unsupported-file
 */
export function findColumns(
  { columns, key, foreignKeys, allowExtraColumns }: TableSchema,
  names: readonly string[],
  fileName: string,
): { columns: CheckedColumn[]; key: NamedField[]; foreignKeys: { foreignKey: ForeignKey; fields: NamedField[] }[] } {
  const fields = new Map(names.map((name, field) => [name, field]));
  const needed = [
    ...new Set([
      ...columns.filter(({ required, unique }) => required || unique).map(({ name }) => name),
      ...key,
      ...foreignKeys.flatMap(({ fields: own }) => own),
    ]),
  ];
  const absent = needed.filter((name) => !fields.has(name));
  if (absent.length > 0) {
    const has = `Its columns are ${listNames(names)}.`;
    throw new AppError("no-such-column", `${fileName} has no ${absent.length === 1 ? "column" : "columns"} ${listNames(absent)}. ${has}`);
  }
  const known = new Set([...columns.map(({ name }) => name), ...key]);
  const extra = allowExtraColumns ? [] : names.filter((name) => !known.has(name));
  if (extra.length > 0) {
    const message = `${fileName} has ${extra.length === 1 ? "a column" : "columns"} that the schema does not allow: ${listNames(extra)}.`;
    throw new AppError("unsupported-file", message);
  }
  return {
    columns: columns
      .flatMap((rules) => {
        const field = fields.get(rules.name);
        return field === undefined ? [] : [{ rules, field }];
      })
      .sort((a, b) => a.field - b.field),
    key: key.map((name) => ({ name, field: fields.get(name) ?? 0 })),
    foreignKeys: foreignKeys.map((foreignKey) => ({
      foreignKey,
      fields: foreignKey.fields.map((name) => ({ name, field: fields.get(name) ?? 0 })),
    })),
  };
}

/** Whether there is anything for the kernel to check. */
export function hasKernelRules({ type, required, minLength, maxLength, values, reference }: ColumnRules): boolean {
  return type !== "text" || required || minLength !== null || maxLength !== null || values !== null || reference !== null;
}

function listNames(names: readonly string[]): string {
  const listed = names.slice(0, listedNames).map((name) => `"${shorten(name)}"`);
  return names.length > listedNames ? `${listed.join(", ")} and ${names.length - listedNames} more` : listed.join(", ");
}
