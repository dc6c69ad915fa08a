import { AppError, isAppError } from "../app-error.ts";
import type { AnalysedJob } from "../jobs/analyse-job.ts";
import type { JobResult } from "../jobs/job.ts";
import { createPause } from "../jobs/pause.ts";
import type { OutputFile, RunContext } from "../operations/operation.ts";
import { writeSource } from "../operations/results/engine-output.ts";
import type { Engine, EngineSession, RowsFile } from "../ports/engine.ts";
import type { Ports } from "../ports/ports.ts";
import { notYetMade, type ProfiledTable } from "../profile/profile.ts";
import { EngineSessions } from "./engine-sessions.ts";
import { type PlannedTable, planTables } from "./plan-tables.ts";
import { profileKeyOf } from "./profile-key.ts";
import { writeRejects } from "./write-rejects.ts";
import { writeTableRows } from "./write-table-rows.ts";

export interface Looking extends Pick<RunContext<unknown>, "compressors" | "decompressors"> {
  job: AnalysedJob;
  objects: Ports["objects"];
  engine: Engine;
  now: Ports["now"];
  /** Ends all of it. */
  signal: AbortSignal;
  /** When `tableSignal` will; absent where nobody ends a run from outside. */
  tablesBy?: Date | undefined;
  /** Ends the table that is being made, and all after it: its reason is what people are told. */
  tableSignal: AbortSignal;
  openOutput(name: string, contentType: string): Promise<OutputFile>;
  /** Some can be looked at while the others are made. */
  show(results: JobResult[]): Promise<void>;
}

/** People are shown what is ready no more often than this. */
const showEveryMs = 1500;
const parquetType = "application/vnd.apache.parquet";

/**
 * Makes of what a job leaves its tables as Parquet, output first, then what was rejected, then what was read, and `profile.json`, which
 * names them. A table that cannot be made is named with the reason.
 */
export async function lookAtJob(looking: Looking): Promise<JobResult[]> {
  const planned = await planTables(looking);
  const look = new Look(looking, planned);
  try {
    for (const table of planned) await look.take(table);
    await look.writeProfile();
    look.requireTables();
    return look.results;
  } finally {
    await look.close();
  }
}

class Look {
  readonly #looking: Looking;
  readonly #sessions: EngineSessions;
  readonly #tables: ProfiledTable[];
  readonly #made: JobResult[] = [];
  #profile: JobResult | null = null;
  #shownAt: number;
  #failure: unknown = null;

  constructor(looking: Looking, planned: readonly PlannedTable[]) {
    this.#looking = looking;
    this.#sessions = new EngineSessions(looking.engine, AbortSignal.any([looking.signal, looking.tableSignal]));
    this.#tables = planned.map(({ of, name, n, rows, why = notYetMade }) => ({
      of,
      name,
      n,
      rowsIn: null,
      why,
      rows,
      columns: [],
      profile: null,
    }));
    this.#shownAt = looking.now().getTime();
  }

  get results(): JobResult[] {
    return this.#profile ? [...this.#made, this.#profile] : this.#made;
  }

  async take(planned: PlannedTable): Promise<void> {
    const table = this.#tables.find(({ of, n }) => of === planned.of && n === planned.n);
    if (!table || planned.why !== undefined) return;
    try {
      await this.#make(planned, table);
    } catch (error) {
      table.why = this.#toReason(error, table.rowsIn === null ? "prepared for looking at" : "profiled");
      if (table.rowsIn === null) this.#failure = error;
    }
  }

  /** @throws what kept the tables from being made, where there is none at all to be looked at */
  requireTables(): void {
    if (this.#failure !== null && this.#tables.every(({ rowsIn }) => rowsIn === null)) throw this.#failure;
  }

  async writeProfile(): Promise<void> {
    const text = `${JSON.stringify({ v: 1, tables: this.#tables })}\n`;
    this.#profile = await this.#publish(
      { name: "profile.json", contentType: "application/json", rows: this.#tables.length },
      async (output) => {
        await output.write(new TextEncoder().encode(text));
      },
    );
  }

  async close(): Promise<void> {
    await this.#sessions.close();
  }

  async #make(planned: PlannedTable, table: ProfiledTable): Promise<void> {
    await this.#sessions.use(async (session, signal) => {
      const { file, columns } = await this.#write(planned, session, signal);
      await this.#publishRows(planned, file);
      Object.assign(table, { rowsIn: planned.rowsIn, rows: file.rows, columns });
      delete table.why;
      if (planned.profiled) {
        await this.#showSometimes();
        const ask = { columns, key: profileKeyOf(this.#looking.job, columns) };
        table.profile = await this.#inHalfTheTime(session.profile({ path: file.path }, ask));
      }
      await file.remove();
      await this.#showSometimes();
    });
  }

  async #write(planned: PlannedTable, session: EngineSession, signal: AbortSignal): Promise<{ file: RowsFile; columns: string[] }> {
    if (planned.of !== "rejects") return await writeTableRows({ ...this.#looking, signal }, planned, session);
    return await writeRejects({ ...this.#looking, signal }, session, async (workbook, rows) => {
      const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
      const result = await this.#publish({ name: "rejects.xlsx", contentType: type, rows }, async (output) => {
        for await (const chunk of workbook) await output.write(chunk);
      });
      this.#made.push(result);
    });
  }

  async #publishRows({ rowsIn }: PlannedTable, file: RowsFile): Promise<void> {
    const result = await this.#publish({ name: rowsIn, contentType: parquetType, rows: file.rows }, async (output) => {
      await writeSource(await file.open(), output);
    });
    this.#made.push(result);
  }

  async #publish(result: Omit<JobResult, "bytes">, write: (output: OutputFile) => Promise<void>): Promise<JobResult> {
    const output = await this.#looking.openOutput(result.name, result.contentType);
    try {
      await write(output);
      return { ...result, ...(await output.close()) };
    } catch (error) {
      await output.abort();
      throw error;
    }
  }

  /** Rows that nobody has looked at yet are worth more than figures of those that can be looked at. */
  async #inHalfTheTime<T>(profiling: Promise<T>): Promise<T> {
    const { tablesBy, now } = this.#looking;
    if (!tablesBy) return await profiling;
    const pause = createPause();
    const late = pause.wait((tablesBy.getTime() - now().getTime()) / 2).then((isOver) => {
      if (isOver) throw new AppError("query-timeout", "It is too large to be profiled within one run.");
      return profiling;
    });
    try {
      return await Promise.race([profiling, late]);
    } finally {
      pause.end();
      // Whichever lost is of no concern any more.
      await Promise.allSettled([late]);
    }
  }

  async #showSometimes(): Promise<void> {
    const now = this.#looking.now().getTime();
    if (now - this.#shownAt < showEveryMs) return;
    await this.writeProfile();
    await this.#looking.show(this.results);
    this.#shownAt = now;
  }

  /** What people are told of a table that could not be made. @throws what another run might not meet */
  #toReason(error: unknown, aim: string): string {
    this.#looking.signal.throwIfAborted();
    if (!isAppError(error) || error.retryable) throw error;
    return error.code === "query-too-large" ? `It is too large to be ${aim}.` : error.message;
  }
}
