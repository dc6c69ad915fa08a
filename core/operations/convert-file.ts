import { openTable } from "../csv/read/open-table.ts";
import type { ReaderCheckpoint, RecordBlock, TableReader } from "../csv/read/table-reader.ts";
import { createTableEncoder, type EncoderCheckpoint, type TableEncoder } from "../csv/write/table-encoder.ts";
import { requireAccounted } from "../jobs/accounting.ts";
import type { Counts } from "../jobs/job.ts";
import { applyPolicy } from "./apply-policy.ts";
import { type ColumnMapping, mapColumns } from "./column-mapping.ts";
import type { ConvertParams } from "./convert-params.ts";
import { createFileReport, type FileReport, toReportError } from "./file-report.ts";
import type { InputFile, RunContext } from "./operation.ts";
import { createPackedOutput, type PackedOutput } from "./packed-output.ts";
import type { RejectSource, RejectWriter } from "./reject-writer.ts";
import type { RowGate } from "./row-gate.ts";
import type { RunOutput } from "./run-outputs.ts";
import { issuesBefore, StoppedAtRow } from "./stopped-at-row.ts";

/** Plain JSON: where the conversion of a file stands between two blocks. */
export interface FileCheckpoint {
  reader: ReaderCheckpoint;
  encoder: EncoderCheckpoint;
  counts: Omit<Counts, "in">;
  ms: number;
}

/** What a file of a run has of its own. */
export interface FileRun {
  /** Asked for once it is known that the file is a table; null: its rows are not wanted. */
  openOutput: (() => Promise<RunOutput>) | null;
  /** What rows have to pass; the policy alone where there is none. */
  createGate?: ((reader: TableReader) => RowGate) | undefined;
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
  const { params, signal, decompressors, onBadRow } = context;
  const started = performance.now() - (run.from?.ms ?? 0);
  const reader = await openTable(await file.open(signal), {
    name: file.name,
    dialect: params.dialect,
    signal,
    // Nothing is to be told of what stands behind the row at which the run stops.
    limits: { ...context.limits, ...(onBadRow === "stop" && { blockFlaws: 1 }) },
    decompressors,
    checkpoint: run.from?.reader,
  });
  const conversion = new Conversion(context, reader, { file, run, started });
  try {
    await conversion.perform();
    return conversion.report();
  } catch (error) {
    context.failed?.(conversion.failure(error));
    throw error;
  } finally {
    await reader.close();
  }
}

class Conversion {
  readonly #context: RunContext<ConvertParams>;
  readonly #reader: TableReader;
  readonly #file: InputFile;
  readonly #run: FileRun;
  readonly #started: number;
  readonly #counts: Omit<Counts, "in">;
  #columns: FileReport["columns"] = [];
  #encoder: TableEncoder | null = null;
  #gate: RowGate | null = null;

  constructor(context: RunContext<ConvertParams>, reader: TableReader, parts: { file: InputFile; run: FileRun; started: number }) {
    this.#context = context;
    this.#reader = reader;
    this.#file = parts.file;
    this.#run = parts.run;
    this.#started = parts.started;
    this.#counts = { ...(parts.run.from?.counts ?? { out: 0, rejected: 0, filtered: 0 }) };
  }

  report(): FileReport {
    const { out, rejected, filtered } = this.#counts;
    const issues = [...this.#reader.summary().issues, ...(this.#gate?.issues() ?? [])];
    return createFileReport(this.#file.name, this.#reader, {
      columns: this.#columns,
      counts: { in: out + rejected + filtered, out, rejected, filtered },
      issues,
      neutralisedCells: this.#encoder?.neutralisedCells() ?? 0,
      ms: Math.round(performance.now() - this.#started),
    });
  }

  /** What was done before the row at which the run stopped, or else the blocks that were done with. */
  failure(cause: unknown): FileReport {
    const report = { ...this.report(), error: toReportError(cause) };
    if (!(cause instanceof StoppedAtRow)) return report;
    const { records, rejected, end } = cause.done;
    const counts = { in: records, out: records - rejected, rejected, filtered: 0 };
    return { ...report, counts, issues: issuesBefore(end, report.issues) };
  }

  async perform(): Promise<void> {
    const mapping = mapColumns(this.#reader.found.header.names, this.#context.params, this.#file.name);
    this.#columns = mapping.columns;
    this.#gate = this.#run.createGate?.(this.#reader) ?? null;
    if (this.#run.openOutput) await this.#writeTable(mapping, await this.#run.openOutput());
    else await this.#readBlocks(async () => undefined);
    const { records } = this.#reader.summary();
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

  async #readBlocks(take: (block: RecordBlock) => Promise<void>): Promise<void> {
    const source = { fileName: this.#file.name, rejectsName: this.#run.rejectsName, headerSource: this.#reader.headerSource };
    for (let block = await this.#reader.next(); block; block = await this.#reader.next()) {
      this.#context.signal.throwIfAborted();
      const rejected = await this.#reject(block, source);
      this.#counts.out += block.table.records - rejected;
      this.#counts.rejected += rejected;
      await take(block);
      this.#run.progress(this.#counts.out + this.#counts.rejected, block.consumed);
    }
  }

  async #reject(block: RecordBlock, source: RejectSource): Promise<number> {
    if (this.#gate) return this.#gate.take(block, source);
    const rejected = applyPolicy(block, this.#reader.kernel, this.#context.onBadRow, this.#run.placeInMessages);
    await this.#run.rejects.write(rejected, source);
    return rejected.length;
  }

  async #save(encoder: TableEncoder, packed: PackedOutput): Promise<void> {
    await encoder.flush();
    await packed.flush();
    await this.#run.save({
      reader: this.#reader.checkpoint(),
      encoder: encoder.checkpoint(),
      counts: { ...this.#counts },
      ms: Math.round(performance.now() - this.#started),
    });
  }

  #createEncoder({ columns, fields }: ColumnMapping, packed: PackedOutput): TableEncoder {
    const { params } = this.#context;
    const { header, dialect, format } = this.#reader.found;
    return createTableEncoder(
      {
        kernel: this.#reader.kernel,
        format: params.to,
        columns: columns.map(({ as }, index) => ({ as, field: fields[index] ?? 0 })),
        width: header.names.length,
        sourceQuote: format === "delimited" && dialect.quote !== "" ? dialect.quote.charCodeAt(0) : -1,
        header: header.rows > 0 || (params.headerOut ?? false),
        eol: params.eol ?? "crlf",
        neutraliseFormulas: params.neutraliseFormulas ?? false,
        resume: this.#run.from?.encoder,
      },
      packed.write,
    );
  }
}
