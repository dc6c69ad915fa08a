import { openTable } from "../csv/read/open-table.ts";
import type { ReaderCheckpoint, RecordBlock, TableReader } from "../csv/read/table-reader.ts";
import type { InputParams } from "./input-params.ts";
import type { InputFile, RunContext } from "./operation.ts";

/** Records that were read together, of which those that a filter does not let through have `skipFlag` set. */
export interface InputBlock extends RecordBlock {
  /** How many the filter did not let through. */
  filtered: number;
}

/** A file of a run, whose rows are filtered and masked before anybody else sees them. */
export interface TableInput extends TableReader {
  /** The columns that come out, in the file's order, with the field of a record that each takes: without those that are dropped. */
  readonly columns: readonly { name: string; field: number }[];
  /** The quote that fields flagged as doubled double; -1 for none. */
  readonly sourceQuote: number;
  /** Whether cells are changed, so that a record's source is not the file's own bytes. */
  readonly isMasked: boolean;
  next(): Promise<InputBlock | null>;
  /** How many of the first so many records of the file, up to the current block's last, were filtered. */
  filteredOf(records: number): number;
  /** With `masksLater`: masks the current block's records [from, to), once. */
  mask(from: number, to: number): void;
}

export interface OpenInputOptions {
  checkpoint?: ReaderCheckpoint | undefined;
  /** Rows filtered before the checkpoint. */
  filtered?: number | undefined;
  /** Cells are looked at in clear first; whoever asks for it calls `mask` before anything is said or written of a record. */
  masksLater?: boolean;
}

/**
 * Opens a file as a run's parameters say. Masked records that cannot be told apart cell by cell are left out (`skipFlag`) and are
 * among the block's flaws, whatever the policy: what stands in a wrong column would not be masked.
 * @throws AppError no-such-column: a filter or a mask is about a column that is not there; and whatever `openTable` throws
 */
export async function openInput(context: RunContext<InputParams>, file: InputFile, options: OpenInputOptions = {}): Promise<TableInput> {
  const { params, signal, decompressors, onBadRow } = context;
  const reader = await openTable(await file.open(signal), {
    name: file.name,
    dialect: params.dialect,
    signal,
    // Nothing is to be told of what stands behind the row at which the run stops.
    limits: { ...context.limits, ...(onBadRow === "stop" && { blockFlaws: 1 }) },
    decompressors,
    checkpoint: options.checkpoint,
  });
  return plainInput(reader);
}

function plainInput(reader: TableReader): TableInput {
  const { format, dialect, header } = reader.found;
  return {
    ...reader,
    columns: header.names.map((name, field) => ({ name, field })),
    sourceQuote: format === "delimited" && dialect.quote !== "" ? dialect.quote.charCodeAt(0) : -1,
    isMasked: false,
    async next() {
      const block = await reader.next();
      return block && { ...block, filtered: 0 };
    },
    filteredOf: () => 0,
    mask: () => undefined,
  };
}
