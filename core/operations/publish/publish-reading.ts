import { extraColumn, type LakeColumn } from "../../lake/lake-table.ts";
import type { CreateLakeWriter, LakeWriter, PlannedFile } from "../../parquet/lake-writer.ts";
import { noSuchColumn } from "../convert/column-mapping.ts";
import { convertFile, type RowSink } from "../convert/convert-file.ts";
import type { FileReport } from "../results/file-report.ts";
import { requireSameRows } from "../results/same-rows.ts";
import type { TableInput } from "../rows/open-input.ts";
import type { RowGate } from "../rows/row-gate.ts";
import { type CellPatterns, compilePatterns } from "../schema/patterns.ts";
import { findResource, type ReferencedValues, readReferenced } from "../schema/referenced-values.ts";
import { anyTable, readResources, readSchema, type TableSchema } from "../schema/schema.ts";
import { createSchemaGate } from "../schema/schema-gate.ts";
import { type ColumnPlan, planColumns } from "./plan-columns.ts";
import type { PublishRun } from "./publish-file.ts";
import { PublishRules } from "./publish-rules.ts";
import { requireCompressor } from "./require-compressor.ts";
import { TimeReader } from "./time-reader.ts";

/** A file whose rows are typed, and wait to be written. */
export interface ReadFile {
  report: FileReport;
  plan: ColumnPlan;
  /** Of the table: the plan's, and what holds surplus cells where there were any. */
  columns: LakeColumn[];
  files: readonly PlannedFile[];
  writer: LakeWriter;
}

/** Reads the file of a publication into a writer by hour. */
export class PublishReading {
  readonly #run: PublishRun;
  readonly #createWriter: CreateLakeWriter;
  #plan: ColumnPlan | null = null;
  #rules: PublishRules | null = null;
  #writer: LakeWriter | null = null;
  #files: readonly PlannedFile[] = [];

  constructor(run: PublishRun, createWriter: CreateLakeWriter) {
    this.#run = run;
    this.#createWriter = createWriter;
  }

  /** @throws AppError no-such-column, too-many-partitions, unaccounted, and whatever reading throws */
  async read(): Promise<ReadFile> {
    const { context, file, rejects } = this.#run;
    const { dialect, headers, filter, filterBy, mask } = context.params;
    const schema = this.#readSchema();
    const patterns = await compilePatterns(schema.columns);
    const referenced = await readReferenced(context, file, schema.foreignKeys);
    const report = await convertFile({ ...context, params: { to: "csv", dialect, headers, filter, filterBy, mask } }, file, {
      openOutput: null,
      createGate: (input) => this.#createGate(input, { schema, patterns, referenced }),
      openTable: (input) => this.#openTable(input),
      ...{ rejects, rejectsName: "rejects.csv", placeInMessages: "", progress: context.progress },
      from: undefined,
      save: async () => undefined,
    });
    const { plan, writer } = this.#begun();
    const extra: LakeColumn[] = writer.hasExtra ? [{ name: extraColumn, type: "text", header: extraColumn }] : [];
    return { report, plan, columns: [...plan.columns, ...extra], files: this.#files, writer };
  }

  async close(): Promise<void> {
    await this.#writer?.close();
  }

  #begun(): { plan: ColumnPlan; rules: PublishRules; writer: LakeWriter } {
    if (this.#plan && this.#rules && this.#writer) return { plan: this.#plan, rules: this.#rules, writer: this.#writer };
    throw new Error("Rows came before their table.");
  }

  #readSchema(): TableSchema {
    const { context, file } = this.#run;
    const document = context.params.schema;
    if (!document) return anyTable;
    const resources = readResources(document);
    if (!resources) return readSchema(document);
    return resources.find(({ name }) => findResource([file], name))?.schema ?? anyTable;
  }

  #createGate(input: TableInput, checks: { schema: TableSchema; patterns: CellPatterns; referenced: ReferencedValues }): RowGate {
    const { context, file, target, rejects } = this.#run;
    const { mask = [], typeChanges = null, zone = "UTC" } = context.params;
    const masked = new Set(mask.map(({ column }) => column));
    const plan = planColumns(input, { table: target.table, schema: checks.schema, typeChanges, masked, zone });
    this.#plan = plan;
    this.#rules = new PublishRules(input.kernel, {
      sourceQuote: input.sourceQuote,
      fits: plan.fits,
      time: this.#timeOf(input),
      arrived: this.#arrived(),
    });
    return createSchemaGate(input, {
      ...checks,
      ...{ schema: plan.schema, further: this.#rules, rejects, policy: context.onBadRow, fileName: file.name },
      ...{ placeInMessages: "", origin: {}, maxRejectPercent: null },
    });
  }

  #timeOf({ found }: TableInput) {
    const { context, file } = this.#run;
    const { time, timeFormat = null, zone = "UTC" } = context.params;
    if (time === undefined) return null;
    const { names } = found.header;
    const field = names.indexOf(time);
    if (field === -1) throw noSuchColumn(time, names, file.name);
    return { name: time, field, reader: new TimeReader({ format: timeFormat, zone }) };
  }

  #arrived(): { seconds: number; micros: number } {
    const { file, services } = this.#run;
    const milliseconds = file.arrivedAt === undefined ? services.now().getTime() : Date.parse(file.arrivedAt);
    const seconds = Math.floor(milliseconds / 1000);
    return { seconds, micros: (milliseconds - seconds * 1000) * 1000 };
  }

  async #openTable(input: TableInput): Promise<RowSink> {
    const { context, lake, file } = this.#run;
    if (!this.#plan) throw new Error("A table was opened before its gate.");
    const writer = await this.#createWriter({
      columns: this.#plan.written,
      extra: true,
      compress: requireCompressor(context),
      scratch: lake.scratch,
      signal: context.signal,
    });
    this.#writer = writer;
    return {
      block: (table) => writer.block(input, table, this.#begun().rules.timesOf(table)),
      end: async (rows) => {
        this.#files = await writer.end();
        const written = this.#files.reduce((sum, planned) => sum + planned.rows, 0);
        requireSameRows(rows, written, file.name);
      },
    };
  }
}
