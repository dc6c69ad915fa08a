import { findSetColumns } from "../../messages/set-columns.ts";
import type { SetRole } from "../../messages/set-files.ts";
import type { Refusal, SetTally } from "../../messages/set-tally.ts";
import type { InputFile, RunContext } from "../operation.ts";
import type { FileReport } from "../results/file-report.ts";
import { type Row, type RowBlock, type RowsRun, readRows } from "../rows/read-rows.ts";
import type { CustomerMessagesParams } from "./customer-messages-params.ts";

interface SetFile {
  role: SetRole;
  file: InputFile;
  tally: SetTally;
}

/** A row of a set's file, by the names of its columns. */
interface NamedRow {
  line: number;
  /** Without the blanks around it, which are told of. */
  trimmed(column: string): string;
  /** Null where the file has no such column. */
  plain(column: string): string | null;
  decimalComma: boolean;
}

/** Reads one file of a set into the tally; rows that it refuses are rejected. @throws AppError wrong-columns, and whatever `readRows` throws */
export async function readSetFile(
  context: RunContext<CustomerMessagesParams>,
  { role, file, tally }: SetFile,
  run: RowsRun,
): Promise<FileReport> {
  const begin: RowsRun["begin"] = ({ columns }) => void findSetColumns(role, columns, file.name);
  return await readRows(context, file, { ...run, begin }, async (block) => {
    const placeOf = findSetColumns(role, block.columns, file.name);
    for (const row of block.rejected) {
      tally.addUnreadable(role, { line: row.line, code: row.codes[0] ?? "bad-json", message: row.message });
    }
    for (const row of block.rows) {
      const refusal = addRow(role, tally, toNamedRow(block, row, placeOf));
      if (refusal) block.reject(row, refusal);
    }
  });
}

function addRow(role: SetRole, tally: SetTally, row: NamedRow): Refusal | null {
  const { line, decimalComma, trimmed } = row;
  switch (role) {
    case "customers":
      return tally.addCustomer({ line, customer: trimmed("customer_reference") });
    case "orders":
      return tally.addOrder({ line, customer: trimmed("customer_reference"), order: trimmed("order_reference") });
    case "items":
      return tally.addItem({
        ...{ line, decimalComma },
        order: trimmed("order_reference"),
        price: trimmed("total_price"),
        item: row.plain("id"),
      });
  }
}

function toNamedRow(block: RowBlock, row: Row, placeOf: (name: string) => number): NamedRow {
  return {
    line: row.line,
    decimalComma: block.decimalComma,
    plain: (column) => row.cells[placeOf(column)] ?? null,
    trimmed(column) {
      const cell = row.cells[placeOf(column)] ?? "";
      const value = cell.trim();
      if (value !== cell) {
        block.note(row, { code: "trimmed-reference", column, message: `The ${column} has blanks around it, which were left out.` });
      }
      return value;
    },
  };
}
