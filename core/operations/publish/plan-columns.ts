import type { CheckedType } from "../../csv/kernel/row-checks.ts";
import type { LakeTable, TypeChangePolicy } from "../../lake/lake-table.ts";
import { type FileColumn, matchColumns } from "../../lake/publication-columns.ts";
import type { WrittenColumn } from "../../parquet/lake-writer.ts";
import type { ParquetType } from "../../parquet/parquet-type.ts";
import type { TableInput } from "../rows/open-input.ts";
import { createToPlain } from "../schema/cell-notations.ts";
import type { ColumnRules, TableSchema } from "../schema/schema.ts";
import type { FitCheck } from "./publish-rules.ts";
import { TimeReader } from "./time-reader.ts";
import { fitsDecimal, fitsInteger, isShortDecimal, isShortInteger } from "./value-fits.ts";

/** How a file's columns become a table's. */
export interface ColumnPlan {
  /** Of the table, for each of the file's, as they are to be there. */
  columns: LakeTable["columns"];
  /** The table has one of them as another type: another version of it begins. */
  isNewVersion: boolean;
  written: WrittenColumn[];
  fits: FitCheck[];
  /** The file's schema with what the table asks besides. */
  schema: TableSchema;
}

export interface PlanOptions {
  table: LakeTable | null;
  schema: TableSchema;
  /** Null: as the table has it. */
  typeChanges: TypeChangePolicy | null;
  /** Names of columns that are masked, which makes them text. */
  masked: ReadonlySet<string>;
  zone: string;
}

const parquetTypeOf: Readonly<Record<CheckedType, ParquetType>> = {
  text: "text",
  integer: "integer",
  number: "decimal",
  boolean: "boolean",
  date: "date",
  datetime: "timestamp",
  time: "text",
};
const checkedTypeOf: Readonly<Record<ParquetType, CheckedType>> = {
  text: "text",
  integer: "integer",
  decimal: "number",
  boolean: "boolean",
  date: "date",
  timestamp: "datetime",
};

export function planColumns({ found, columns: fields }: Pick<TableInput, "found" | "columns">, options: PlanOptions): ColumnPlan {
  const { table, masked } = options;
  const rulesOf = new Map(options.schema.columns.map((rules) => [rules.name, rules]));
  const file = fields.map(({ name: header }): FileColumn => ({ header, type: typeOf(header, rulesOf.get(header), masked) }));
  const matched = matchColumns(table, file);
  const policy = options.typeChanges ?? table?.typeChanges ?? "reject";
  const isNewVersion = matched.changed.length > 0 && policy === "version";
  const changed = new Map(isNewVersion ? matched.changed.map((column) => [column.name, column]) : []);
  const columns = matched.columns.map((column) => changed.get(column.name) ?? column);
  const decimal = found.decimalComma ? "," : ".";
  const plan: ColumnPlan = { columns, isNewVersion, written: [], fits: [], schema: options.schema };
  const added: ColumnRules[] = [];
  for (const [index, { name: header, field }] of fields.entries()) {
    const column = columns[index];
    if (!column) throw new Error("A column of the file has none of the table.");
    const rules = rulesOf.get(header) ?? null;
    const cells = { type: column.type, rules, header, field, decimal: rules?.decimal ?? decimal, zone: options.zone } as const;
    const read = masked.has(header) ? null : createCellReader(cells);
    plan.written.push({ name: column.name, type: column.type, field, ...(read && { read }) });
    if (column.type === "text") continue;
    if (masked.has(header)) plan.fits.push({ name: header, field, type: `a column of type ${column.type}, masked`, fits: () => false });
    else {
      if (rules === null || parquetTypeOf[rules.type] !== column.type) added.push(ruleOf(header, column.type, rules));
      plan.fits.push(...fitsOf(cells, read));
    }
  }
  const { schema } = options;
  return added.length === 0 ? plan : { ...plan, schema: { ...schema, columns: [...schema.columns, ...added] } };
}

function typeOf(header: string, rules: ColumnRules | undefined, masked: ReadonlySet<string>): ParquetType | null {
  if (masked.has(header)) return "text";
  return rules ? parquetTypeOf[rules.type] : null;
}

/** What the table's type asks of a column of which the file's schema says nothing, or something else. */
function ruleOf(name: string, type: ParquetType, rules: ColumnRules | null): ColumnRules {
  return {
    ...{ name, type: checkedTypeOf[type], required: false, unique: false, pattern: null, format: null },
    ...{ min: null, max: null, minLength: null, maxLength: null, values: null, reference: null },
    ...{ decimal: rules?.decimal ?? null, notation: rules?.notation ?? null, path: [], labels: { at: [], min: "min", max: "max" } },
  };
}

interface Cells {
  type: ParquetType;
  rules: ColumnRules | null;
  header: string;
  field: number;
  decimal: "." | ",";
  zone: string;
}

/** What a cell says in the notation of the files that are written; null where it is in that already. */
function createCellReader({ type, rules, decimal, zone }: Cells): ((text: string) => string | null) | null {
  if (type === "text") return null;
  const notation = rules?.notation ?? null;
  const toPlain = notation && rules ? createToPlain({ ...rules, type: checkedTypeOf[type] }, notation, decimal) : null;
  const hasComma = type === "decimal" && decimal === ",";
  const isZoned = type === "timestamp" && !/^(?:utc|etc\/utc|gmt)$/i.test(zone);
  if (toPlain === null && !hasComma && !isZoned) return null;
  const moment = isZoned ? createMomentToUtc(zone) : null;
  return (text) => {
    const plain = toPlain?.(text) ?? text;
    if (plain === "") return plain;
    if (moment) return moment(plain);
    return hasComma ? plain.replace(",", ".") : plain;
  };
}

function createMomentToUtc(zone: string): (text: string) => string | null {
  const reader = new TimeReader({ format: null, zone });
  const utf8 = new TextEncoder();
  return (text) => {
    const bytes = utf8.encode(text);
    if (!reader.read(bytes, 0, bytes.length)) return null;
    const second = new Date(reader.seconds * 1000).toISOString().slice(0, 19);
    return `${second}.${String(reader.micros).padStart(6, "0")}Z`;
  };
}

const room: Readonly<Partial<Record<ParquetType, string>>> = {
  integer: "64 bits",
  decimal: "29 digits before the point and 9 behind it",
  timestamp: "the years 1 to 9999",
};

function fitsOf({ type, header, field, decimal }: Cells, read: ((text: string) => string | null) | null): FitCheck[] {
  const fits = type === "integer" ? fitsInteger : type === "decimal" ? (cell: Uint8Array) => fitsDecimal(cell, decimal) : null;
  const check = { name: header, field, type: room[type] ?? type };
  const fitsSurely = type === "integer" ? isShortInteger : isShortDecimal;
  if (read === null) return fits ? [{ ...check, fits, fitsSurely }] : [];
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  const encoder = new TextEncoder();
  const fitsRead = type === "decimal" ? (cell: Uint8Array) => fitsDecimal(cell, ".") : fits;
  return [
    {
      ...check,
      fits(cell) {
        const plain = read(utf8.decode(cell));
        // What is unreadable altogether others speak of, but for moments beyond the years.
        if (plain === null) return type !== "timestamp";
        return plain === "" || fitsRead === null || fitsRead(encoder.encode(plain));
      },
    },
  ];
}
