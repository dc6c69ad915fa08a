import type { ProfiledType } from "#core/profile/profile";
import { inBatches, type ProfileSource } from "./profile-source.ts";
import { chooseForm, type ValueForm } from "./value-form.ts";

/** What one look at all values says. */
export interface ColumnBasics {
  column: number;
  type: ProfiledType;
  /** How its values are compared; null where they have no order to speak of. */
  form: ValueForm | null;
  values: number;
  /** Different values, estimated. */
  aboutDistinct: number;
  length: { least: number; most: number; mean: number };
}

/** Aggregates of a statement: more take it longer to be planned than to be run. */
const aggregatesABatch = 200;

export async function readBasics(source: ProfileSource, forms: readonly (readonly ValueForm[])[]): Promise<ColumnBasics[]> {
  const columns = Array.from({ length: source.width }, (_, index) => index);
  const basics: ColumnBasics[] = [];
  for (const batch of inBatches(columns, aggregatesABatch, (column) => 5 + (forms[column]?.length ?? 0))) {
    basics.push(...(await readBatch(source, batch, forms)));
  }
  return basics;
}

async function readBatch(
  source: ProfileSource,
  batch: readonly number[],
  forms: readonly (readonly ValueForm[])[],
): Promise<ColumnBasics[]> {
  const aggregates = batch.flatMap((column) => {
    const value = `v${column}`;
    const basic = [
      `count(${value})`,
      `approx_count_distinct(${value})`,
      `min(length(${value}))`,
      `max(length(${value}))`,
      `sum(length(${value}))`,
    ];
    return [...basic, ...(forms[column] ?? []).map((form) => `count(${form.order(value)})`)];
  });
  const [row = []] = await source.process.rows(`SELECT ${aggregates.join(", ")} FROM ${source.cells(batch)}`);
  const numbers = row.map(Number).values();
  const next = () => numbers.next().value ?? 0;
  return batch.map((column) => {
    const [values, aboutDistinct, least, most, sum] = [next(), next(), next(), next(), next()];
    const fitting = (forms[column] ?? []).filter(() => next() === values);
    const chosen = values === 0 ? ({ type: "empty", form: null } as const) : chooseForm(fitting);
    return { column, ...chosen, values, aboutDistinct, length: { least, most, mean: values === 0 ? 0 : sum / values } };
  });
}
