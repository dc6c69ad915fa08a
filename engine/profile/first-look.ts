import type { ProfileSource } from "./profile-source.ts";
import { type ValueForm, valueForms } from "./value-form.ts";

const mostCells = 40_000;
const mostRows = 500;
/** No value of any form is longer. */
const longest = 64;
/** Columns that begin empty and are looked at further down, one statement each. */
const mostLateColumns = 100;

/** The forms that the first values of each column have, so that all values are asked for few: it rules forms out, and proves none. */
export async function lookAtFirstValues(source: ProfileSource): Promise<ValueForm[][]> {
  const { process, raw, width } = source;
  const limit = Math.max(20, Math.min(mostRows, Math.floor(mostCells / width)));
  const cells = Array.from({ length: width }, (_, index) => firstOf(`q${index}`)).join(", ");
  const rows = await process.rows(`SELECT ${cells} FROM ${raw} LIMIT ${limit}`);
  const forms: ValueForm[][] = [];
  let late = 0;
  for (let column = 0; column < width; column++) {
    let values = rows.map((row) => row[column] ?? "").filter((value) => value.trim() !== "");
    if (values.length === 0 && late++ < mostLateColumns) values = await lookFurther(source, column);
    forms.push(formsOf(values));
  }
  return forms;
}

async function lookFurther(source: ProfileSource, column: number): Promise<string[]> {
  const cell = `v${column}`;
  const rows = await source.process.rows(
    `SELECT ${firstOf(cell)} FROM ${source.cells([column])} WHERE ${cell} IS NOT NULL LIMIT ${mostRows}`,
  );
  return rows.map(([value]) => value ?? "");
}

function firstOf(cell: string): string {
  return `left(${cell}, ${longest + 1})`;
}

function formsOf(values: readonly string[]): ValueForm[] {
  if (values.length === 0) return valueForms.filter(({ id }) => likely.has(id));
  const different = [...new Set(values)];
  return valueForms.filter(({ shape }) => different.every((value) => value.length <= longest && shape.test(value)));
}

const likely = new Set(["boolean", "integer", "decimal", "iso", "iso-moment"]);
