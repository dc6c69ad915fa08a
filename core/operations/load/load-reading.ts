import { AppError } from "../../app-error.ts";
import type { LoadPlan } from "../../jobs/job.ts";
import { type DatasetRef, keysPerLookUp } from "../../ports/record-store.ts";
import type { PlanLine } from "../../records/load-plan.ts";
import { LoadPlanner, type Planned } from "../../records/load-planner.ts";
import { createRowRecords } from "../../records/row-record.ts";
import type { InputFile, RunContext } from "../operation.ts";
import type { FileReport } from "../results/file-report.ts";
import { type RowBlock, readRows } from "../rows/read-rows.ts";
import type { RunServices } from "../run-services.ts";
import { readSchema } from "../schema/schema.ts";
import { createLoadGate } from "./load-gate.ts";
import type { LoadParams } from "./load-params.ts";
import type { LoadResults } from "./load-results.ts";

export interface LoadRun {
  context: RunContext<LoadParams>;
  services: RunServices;
  dataset: DatasetRef;
  results: LoadResults;
}

/** What is done with the rows. */
export interface RowsTaker {
  /** What is known already of the rows up to this record. */
  planned(record: number): Promise<Planned | undefined>;
  /** The lines of the rows up to this record. */
  take(lines: readonly PlanLine[], record: number): Promise<void>;
}

const listedColumns = 20;

/** Reads the file of a load, row by row, through its planner. */
export class LoadReading {
  readonly #run: LoadRun & { isNew: boolean };
  #planner: LoadPlanner | null = null;

  constructor(run: LoadRun & { isNew: boolean }) {
    this.#run = run;
  }

  /** @throws AppError missing-key-column, and whatever `readRows` throws */
  async read(taker: RowsTaker): Promise<FileReport> {
    const { context, results } = this.#run;
    const file = this.#file;
    const createGate = await createLoadGate(context, file, results.rejects);
    const report = await readRows(
      context,
      file,
      {
        ...{ rejects: results.rejects, rejectsName: "rejects.csv", placeInMessages: "", progress: context.progress },
        multipleOf: keysPerLookUp,
        ...(createGate && { createGate }),
        begin: (table) => {
          this.#planner = this.#createPlanner(table);
        },
      },
      async (block) => {
        const record = block.rows.at(-1)?.record ?? 0;
        await taker.take(await this.#required.take(block, await taker.planned(record)), record);
      },
    );
    return report;
  }

  plan(report: FileReport): LoadPlan {
    const { rejected } = report.counts;
    return this.#planner?.plan(rejected) ?? { create: 0, update: 0, unchanged: 0, reject: rejected };
  }

  /** Rows whose lines count no more; null for none. */
  voidRows(): Uint8Array | null {
    return this.#planner?.hasVoidRows ? this.#planner.voidRows.bytes : null;
  }

  get #required(): LoadPlanner {
    if (this.#planner) return this.#planner;
    throw new Error("Rows came before their table.");
  }

  get #file(): InputFile {
    const [file] = this.#run.context.files;
    if (file) return file;
    throw new AppError("invalid-request", "There is no file to load.");
  }

  #createPlanner({ columns, decimalComma }: Pick<RowBlock, "columns" | "decimalComma">): LoadPlanner {
    const { context, services, dataset, isNew } = this.#run;
    const { key, mode, schema, mask = [] } = context.params;
    const missing = key.filter((name) => !columns.includes(name));
    if (missing.length > 0) throw missingKey(this.#file.name, missing, columns);
    // What is masked is text, whatever it was.
    const masked = new Set(mask.map(({ column }) => column));
    const rules = schema ? readSchema(schema).columns.filter(({ name }) => !masked.has(name)) : [];
    return new LoadPlanner({
      ...{ dataset, mode, job: services.job },
      toRecord: createRowRecords({
        columns,
        keyFields: key.map((name) => columns.indexOf(name)),
        numbers: rules.filter(({ type }) => type === "number" || type === "integer"),
        decimal: decimalComma ? "," : ".",
      }),
      lookUp: async (keys) => (isNew ? new Map() : await services.records.getMany(dataset, keys, context.signal)),
    });
  }
}

function missingKey(fileName: string, missing: readonly string[], columns: readonly string[]): AppError {
  const listed = columns.slice(0, listedColumns).map((name) => `“${name}”`);
  const has = columns.length > listedColumns ? `${listed.join(", ")} and ${columns.length - listedColumns} more` : listed.join(", ");
  const what = missing.map((name) => `“${name}”`).join(", ");
  return new AppError(
    "missing-key-column",
    `${fileName} has no column ${what}, by which its records would be found. Its columns are ${has}. Name the column in the parameter key.`,
  );
}
