import type { ProfileAsk, RowsToProfile } from "#core/ports/engine";
import type { ColumnProfile, TableProfile } from "#core/profile/profile";
import type { EngineProcess } from "../engine-process.ts";
import { readBasics } from "./column-basics.ts";
import { noOrder, readOrders } from "./column-order.ts";
import { lookAtFirstValues } from "./first-look.ts";
import { readValues } from "./frequent-values.ts";
import { openSource } from "./profile-source.ts";
import { countRepeatedRows, describeKey } from "./repeated-rows.ts";

/**
 * What is in each column of rows of text: a first look tells what values may be, then all of them are asked. Statements take columns
 * in batches, and sets of values only where they fit, so that neither width nor rows take more memory than the session has.
 */
export async function profileTable(
  process: EngineProcess,
  rows: RowsToProfile,
  { columns: names, key }: ProfileAsk,
): Promise<TableProfile> {
  const source = await openSource(process, rows, names.length);
  const basics = await readBasics(source, await lookAtFirstValues(source));
  const orders = await readOrders(source, basics);
  const values = await readValues(source, basics);
  const columns = basics.map(({ column, type, values: filled, length }): ColumnProfile => {
    const { distinct, frequent: most } = values.get(column) ?? { distinct: { count: 0, exact: true }, frequent: [] };
    // Where none comes twice, any ten are as frequent as any others.
    const frequent = distinct.count === filled && filled > most.length ? [] : most;
    const order = orders.get(column) ?? noOrder;
    return { name: names[column] ?? "", type, empty: source.rows - filled, distinct, frequent, length, ...order };
  });
  const repeatedRows = await countRepeatedRows(source, columns);
  return { columns, repeatedRows, key: await describeKey(source, columns, key) };
}
