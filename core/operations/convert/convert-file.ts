import type { RecordTable } from "../../csv/kernel/record-table.ts";
import type { ReaderCheckpoint } from "../../csv/read/table-reader.ts";
import { createTableEncoder, type EncoderCheckpoint, type TableEncoder } from "../../csv/write/table-encoder.ts";
import { requireAccounted } from "../../jobs/accounting.ts";
import type { Counts } from "../../jobs/job.ts";
import type { InputFile, RunContext } from "../operation.ts";
import { createFileReport, type FileReport } from "../results/file-report.ts";
import { createPackedOutput, type PackedOutput } from "../results/packed-output.ts";
import type { RejectSource, RejectWriter } from "../results/reject-writer.ts";
import type { RunOutput } from "../results/run-outputs.ts";
import { applyPolicy } from "../rows/apply-policy.ts";
import { type InputBlock, openInput, type TableInput } from "../rows/open-input.ts";
import type { RowGate } from "../rows/row-gate.ts";
import { toFailedReport } from "../rows/stopped-at-row.ts";
import { type ColumnMapping, mapColumns } from "./column-mapping.ts";
import type { ConvertParams } from "./convert-params.ts";

/** Plain JSON: where the conversion of a file stands between two blocks. */
export interface FileCheckpoint {
  reader: ReaderCheckpoint;
  encoder: EncoderCheckpoint;
  counts: Omit<Counts, "in">;
  ms: number;
}

/** Takes a file's rows, in order: the records of each block that are not to be skipped. */
export interface RowSink {
  block(table: RecordTable): Promise<void>;
  /** Settles when all was written; `rows` is how many there were. */
  end(rows: number): Promise<void>;
}

/** What a file of a run has of its own. */
export interface FileRun {
  /** Asked for once it is known that the file is a table; null: its rows are not wanted. */
  openOutput: (() => Promise<RunOutput>) | null;
  /** Where rows go instead of an output, when it is known which columns they have. */
  openTable?: ((input: TableInput, mapping: ColumnMapping) => Promise<RowSink>) | undefined;
  /** What rows have to pass; the policy alone where there is none. */
  createGate?: ((input: TableInput) => RowGate) | undefined;
  rejects: RejectWriter;
  rejectsName: string;
  /** In front of messages that are about this file. */
  placeInMessages: string;
  progress(rows: number, bytes: number): void;
  from: FileCheckpoint | undefined;
  save(checkpoint: FileCheckpoint): Promise<void>;
}

/** Converts one file into its output, which stays open. */
export async function convertFile(context: RunContext<ConvertParams>, file: InputFile, run: FileRun): Promise<FileReport> {
  const started = performance.now() - (run.from?.ms ?? 0);
  const input = await openInput(context, file, {
    checkpoint: run.from?.reader,
    masksLater: run.createGate !== undefined,
  });
  const conversion = new Conversion(context, input, { file, run, started });
  try {
    await conversion.perform();
    return conversion.report();
  } catch (error) {
    context.failed?.(conversion.failure(error));
    throw error;
  } finally {
    await input.close();
  }
}

class Conversion {
  readonly #context: RunContext<ConvertParams>;
  readonly #input: TableInput;
  readonly #file: InputFile;
  readonly #run: FileRun;
  readonly #started: number;
  readonly #counts: Omit<Counts, "in">;
  #columns: FileReport["columns"] = [];
  #encoder: TableEncoder | null = null;
  #gate: RowGate | null = null;

  constructor(context: RunContext<ConvertParams>, input: TableInput, parts: { file: InputFile; run: FileRun; started: number }) {
    this.#context = context;
    this.#input = input;
    this.#file = parts.file;
    this.#run = parts.run;
    this.#started = parts.started;
    this.#counts = { ...(parts.run.from?.counts ?? { out: 0, rejected: 0, filtered: 0 }) };
  }

  report(): FileReport {
    const { out, rejected, filtered } = this.#counts;
    const issues = [...this.#input.summary().issues, ...(this.#gate?.issues() ?? [])];
    return createFileReport(this.#file.name, this.#input, {
      columns: this.#columns,
      counts: { in: out + rejected + filtered, out, rejected, filtered },
      issues,
      neutralisedCells: this.#encoder?.neutralisedCells() ?? 0,
      ms: Math.round(performance.now() - this.#started),
    });
  }

  failure(cause: unknown): FileReport {
    return toFailedReport(this.report(), cause, this.#input);
  }

  async perform(): Promise<void> {
    const mapping = mapColumns(this.#input.columns, this.#context.params, this.#file.name);
    this.#columns = mapping.columns;
    this.#gate = this.#run.createGate?.(this.#input) ?? null;
    if (this.#run.openTable) await this.#fillTable(await this.#run.openTable(this.#input, mapping));
    else if (this.#run.openOutput) await this.#writeTable(mapping, await this.#run.openOutput());
    else await this.#readBlocks(async () => undefined);
    const { records } = this.#input.summary();
    await this.#gate?.end(records);
    requireAccounted({ in: records, ...this.#counts }, this.#file.name);
  }

  async #writeTable(mapping: ColumnMapping, output: RunOutput): Promise<void> {
    const { checkpoints } = this.#context;
    const packed = createPackedOutput(output, this.#context);
    const encoder = this.#createEncoder(mapping, packed);
    this.#encoder = encoder;
    await this.#readBlocks(async (block) => {
      await encoder.block(block.table);
      if (!checkpoints?.isDue()) return;
      output.rows = this.#counts.out;
      await this.#save(encoder, packed);
    });
    await encoder.end();
    await packed.end();
    output.rows = this.#counts.out;
  }

  async #fillTable(sink: RowSink): Promise<void> {
    await this.#readBlocks((block) => sink.block(block.table));
    await sink.end(this.#counts.out);
  }

  async #readBlocks(take: (block: InputBlock) => Promise<void>): Promise<void> {
    const source = { fileName: this.#file.name, rejectsName: this.#run.rejectsName, headerSource: this.#input.headerSource };
    for (let block = await this.#input.next(); block; block = await this.#input.next()) {
      this.#context.signal.throwIfAborted();
      const rejected = await this.#reject(block, source);
      this.#counts.out += block.table.records - rejected - block.filtered;
      this.#counts.rejected += rejected;
      this.#counts.filtered += block.filtered;
      await take(block);
      this.#run.progress(this.#counts.out + this.#counts.rejected + this.#counts.filtered, block.consumed);
    }
  }

  async #reject(block: InputBlock, source: RejectSource): Promise<number> {
    if (this.#gate) return this.#gate.take(block, source);
    const rejected = applyPolicy(block, this.#input.kernel, this.#context.onBadRow, this.#run.placeInMessages);
    await this.#run.rejects.write(rejected, source);
    return rejected.length;
  }

  async #save(encoder: TableEncoder, packed: PackedOutput): Promise<void> {
    await encoder.flush();
    await packed.flush();
    await this.#run.save({
      reader: this.#input.checkpoint(),
      encoder: encoder.checkpoint(),
      counts: { ...this.#counts },
      ms: Math.round(performance.now() - this.#started),
    });
  }

  #createEncoder({ columns, fields }: ColumnMapping, packed: PackedOutput): TableEncoder {
    const { params } = this.#context;
    if (params.to === "parquet" || params.to === "xlsx") throw new Error("This format is not written by the encoder.");
    const { header } = this.#input.found;
    return createTableEncoder(
      {
        kernel: this.#input.kernel,
        format: params.to,
        columns: columns.map(({ as }, index) => ({ as, field: fields[index] ?? 0 })),
        width: header.names.length,
        sourceQuote: this.#input.sourceQuote,
        header: header.rows > 0 || (params.headerOut ?? false),
        eol: params.eol ?? "crlf",
        neutraliseFormulas: params.neutraliseFormulas ?? false,
        resume: this.#run.from?.encoder,
      },
      packed.write,
    );
  }
}
