import { formatCount } from "../../csv/format-count.ts";
import { IssueLog } from "../../csv/issue-log.ts";
import { type RecordTable, recordWords, skipFlag } from "../../csv/kernel/record-table.ts";
import type { Flaw, RecordBlock } from "../../csv/read/table-reader.ts";
import { sheetBounds } from "../../xlsx/xlsx-limits.ts";
import type { RunContext } from "../operation.ts";
import type { RejectSource } from "../results/reject-writer.ts";
import { applyPolicy } from "../rows/apply-policy.ts";
import type { TableInput } from "../rows/open-input.ts";
import type { RowGate } from "../rows/row-gate.ts";
import { stopAtRow } from "../rows/stopped-at-row.ts";
import type { FileRun } from "./convert-file.ts";
import type { ConvertParams } from "./convert-params.ts";

/** Rejects the rows that no sheet can hold, under every policy but stop, beside those that the policy rejects. */
export function createSheetGate(input: TableInput, { context, run }: { context: RunContext<ConvertParams>; run: FileRun }): RowGate {
  return new SheetGate(input, context, run);
}

class SheetGate implements RowGate {
  readonly #input: TableInput;
  readonly #context: RunContext<ConvertParams>;
  readonly #run: FileRun;
  readonly #log = new IssueLog();
  #rejected = 0;

  constructor(input: TableInput, context: RunContext<ConvertParams>, run: FileRun) {
    this.#input = input;
    this.#context = context;
    this.#run = run;
  }

  issues() {
    return this.#log.summaries();
  }

  async end(): Promise<void> {
    // Every block's rejects were written with it.
  }

  async take(block: RecordBlock, source: RejectSource): Promise<number> {
    const { onBadRow } = this.#context;
    const isStop = onBadRow === "stop";
    this.#input.mask(0, block.table.records);
    const flaws = new Map(
      applyPolicy(block, this.#input.kernel, isStop ? "keep" : onBadRow, this.#run.placeInMessages).map(
        (flaw) => [flaw.index, flaw] as const,
      ),
    );
    const [first] = isStop ? block.flaws : [];
    for (let index = 0; index < block.table.records; index++) {
      if (first?.index === index) throw stopAtRow(first, this.#rejected, this.#run.placeInMessages);
      const flaw = this.#flawOf(block.table, index);
      if (flaw === null) continue;
      if (isStop) throw stopAtRow(flaw, this.#rejected, this.#run.placeInMessages);
      flaws.set(index, flaw);
    }
    const rejected = [...flaws.values()].sort((a, b) => a.index - b.index);
    await this.#run.rejects.write(rejected, source);
    this.#rejected += rejected.length;
    return rejected.length;
  }

  /** Rejects the record if it has a cell that is too long, or too many of them. */
  #flawOf({ recordsAt }: RecordTable, index: number): Flaw | null {
    const { words } = this.#input.kernel;
    const word = recordsAt / 4 + index * recordWords;
    const info = words[word + 3] ?? 0;
    // A character takes a byte at least, so that hardly a record has to be looked at.
    const bytes = (words[word + 1] ?? 0) - (words[word] ?? 0);
    if ((info & skipFlag) !== 0 || bytes <= Math.min(sheetBounds.cellCharacters, sheetBounds.columns)) return null;
    const cells = this.#input.rowOf(index);
    const long = cells.findIndex((cell) => cell.length > sheetBounds.cellCharacters);
    if (long === -1 && cells.length <= sheetBounds.columns) return null;
    words[word + 3] = info | skipFlag;
    return this.#tell(index, long === -1 ? null : { column: long, characters: cells[long]?.length ?? 0 }, cells.length);
  }

  #tell(index: number, long: { column: number; characters: number } | null, cells: number): Flaw {
    const source = this.#input.sourceOf(index);
    const { line, record, byte } = source;
    const what = long
      ? `has a cell of ${formatCount(long.characters)} characters; a cell of a workbook holds ${formatCount(sheetBounds.cellCharacters)}.`
      : `has ${formatCount(cells)} cells; a row of a workbook holds ${formatCount(sheetBounds.columns)}.`;
    const message = `Line ${formatCount(line)} ${what}`;
    const column = long ? long.column + 1 : null;
    const name = long ? (this.#input.found.header.names[long.column] ?? null) : null;
    this.#log.add("cell-too-long", () => ({ line, record, column, name, byte, message }));
    return {
      ...{ index, line, record, byte, bytes: source.bytes, length: source.length, codes: ["cell-too-long"] },
      ...{ truncated: source.truncated, withheld: source.withheld, sourceEnd: source.sourceEnd },
      message: () => message,
      text: () => source.text(),
    };
  }
}
