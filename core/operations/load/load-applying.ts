import type { RecordChange } from "../../ports/record-store.ts";
import { type Generation, type Import, toDataset } from "../../records/dataset.ts";
import { type HeldDataset, tryToHold } from "../../records/dataset-lease.ts";
import { ImportNote } from "../../records/import-note.ts";
import { PlanWriter, readChanges, readPieces, toLine, toVersion, writeVoidRows } from "../../records/load-plan.ts";
import { PlannedRows } from "../../records/planned-rows.ts";
import { settleHold } from "../../records/settle-hold.ts";
import type { RunOutcome } from "../operation.ts";
import type { FileReport } from "../results/file-report.ts";
import { LoadReading, type LoadRun } from "./load-reading.ts";

/** Of the columns a dataset has, so many are remembered in order. */
const keptColumns = 500;
const everything = Number.MAX_SAFE_INTEGER;

/** A load that changes records: plans, stores what it takes to undo the plan, and applies it. Any step may be a later attempt's. */
export class LoadApplying {
  readonly #run: LoadRun;
  readonly #import: ImportNote;
  #progressed = false;

  constructor(run: LoadRun) {
    this.#run = run;
    this.#import = new ImportNote(run.services);
  }

  /** What a run did that died when all was done but told. */
  async findApplied(): Promise<RunOutcome | null> {
    const note = await this.#import.read();
    if (!note?.isApplied) return null;
    const generation = lastOf(note);
    await this.#copyChanges(generation);
    const { report, reading } = await this.#readAgain(generation);
    await this.#letGo(report);
    return await this.#run.results.outcome(report, reading.plan(report));
  }

  async perform(held: HeldDataset): Promise<RunOutcome> {
    try {
      return held.holder.phase === "plan" ? await this.#planAndApply(held) : await this.#resume(held);
    } catch (error) {
      throw await settleHold(held, error, { signal: this.#run.context.signal, progressed: this.#progressed });
    }
  }

  async #planAndApply(held: HeldDataset): Promise<RunOutcome> {
    const reading = new LoadReading({ ...this.#run, isNew: held.holder.isNew });
    const report = await this.#plan(held, reading);
    const plan = reading.plan(report);
    if (plan.create + plan.update > 0) {
      const generation = await this.#beginApply(held, { reading, plan });
      await this.#apply(held, generation, report);
    } else {
      await held.release();
    }
    return await this.#run.results.outcome(report, plan);
  }

  async #resume(held: HeldDataset): Promise<RunOutcome> {
    const note = await this.#import.require();
    const generation = lastOf(note);
    await this.#run.services.beginApply();
    await held.beginApply();
    // Written first, and read again for what is told of it afterwards: it may take several runs to write it all.
    await this.#write(held, generation);
    const { report, reading } = await this.#readAgain(generation);
    await this.#finish(held, report);
    return await this.#run.results.outcome(report, reading.plan(report));
  }

  async #plan(held: HeldDataset, reading: LoadReading): Promise<FileReport> {
    const { services, context } = this.#run;
    const { fence, holder } = held;
    const kept = services.kept();
    const writer = new PlanWriter(kept, { fence, attempt: services.attempt });
    const earlier = new PlannedRows(readPieces(kept, { fence, parts: holder.parts }), holder.plannedTo);
    const save = async (plannedTo: number) => {
      await writer.flush();
      const own = { attempt: services.attempt, pieces: writer.pieces };
      await held.advance({ plannedTo, parts: own.pieces > 0 ? [...holder.parts, own] : holder.parts });
      this.#progressed = true;
    };
    const report = await reading.read({
      planned: (record) => earlier.upTo(record),
      take: async (lines, record) => {
        for (const line of lines) writer.add(line);
        if (record <= holder.plannedTo) await held.renew();
        else if (writer.isFull || held.isDue) await save(record);
        context.signal.throwIfAborted();
      },
    });
    const { create, update } = reading.plan(report);
    if (create + update > 0) await save(everything);
    return report;
  }

  async #beginApply(held: HeldDataset, { reading, plan }: { reading: LoadReading; plan: Import["plan"] }): Promise<Generation> {
    const { context, services, dataset } = this.#run;
    const { fence, holder } = held;
    const voidRows = reading.voidRows();
    if (voidRows) await writeVoidRows(services.kept(), fence, voidRows);
    await services.beginApply();
    const generation: Generation = { fence, parts: holder.parts, hasVoidRows: voidRows !== null };
    const { mode } = context.params;
    await this.#import.begin({ dataset: dataset.dataset, mode, fileName: context.files[0]?.name ?? "", plan }, generation);
    await held.beginApply();
    return generation;
  }

  async #apply(held: HeldDataset, generation: Generation, report: FileReport): Promise<void> {
    await this.#write(held, generation);
    await this.#finish(held, report);
  }

  /** Writes the pieces that are not applied yet, and tells the changes of all of them. */
  async #write(held: HeldDataset, generation: Generation): Promise<void> {
    const { services, dataset, context } = this.#run;
    const { writtenAt } = held.holder;
    let piece = 0;
    for await (const changes of readChanges(services.kept(), generation)) {
      context.signal.throwIfAborted();
      piece++;
      for (const change of changes) await this.#run.results.change(toLine(change));
      if (piece <= held.holder.applied) continue;
      const puts = changes.map((change): RecordChange => ({ put: toVersion(change, { job: services.job, writtenAt }) }));
      await services.records.writeMany(dataset, puts, context.signal);
      const created = changes.filter(({ action }) => action === "create").length;
      await held.advance({ applied: piece }, { records: held.dataset.records + created });
      this.#progressed = true;
    }
  }

  async #copyChanges(generation: Generation): Promise<void> {
    for await (const changes of readChanges(this.#run.services.kept(), generation))
      for (const change of changes) await this.#run.results.change(toLine(change));
  }

  async #finish(held: HeldDataset, report: FileReport): Promise<void> {
    await this.#import.end();
    await this.#release(held, report);
  }

  async #release(held: HeldDataset, report: FileReport): Promise<void> {
    const { services, context } = this.#run;
    const { columns } = held.dataset;
    const known = new Set(columns);
    const more = report.columns.map(({ column }) => column).filter((name) => !known.has(name));
    await held.release({
      columns: [...columns, ...more].slice(0, keptColumns),
      keyColumns: context.params.key,
      lastJob: services.job,
      updatedAt: held.holder.writtenAt,
    });
  }

  /** The run that died may hold the dataset still. */
  async #letGo(report: FileReport): Promise<void> {
    const { services, dataset } = this.#run;
    const stored = await services.documents.get({ workspace: dataset.workspace, kind: "dataset", id: dataset.dataset });
    if (!stored || toDataset(stored).holder?.job !== services.job) return;
    const held = await tryToHold(services, dataset.dataset);
    if (held) await this.#release(held, report);
  }

  /** The file once more, as the plan has it: what was rejected, and the report. Nothing is looked up. */
  async #readAgain(generation: Generation): Promise<{ report: FileReport; reading: LoadReading }> {
    const reading = new LoadReading({ ...this.#run, isNew: false });
    const rows = new PlannedRows(readPieces(this.#run.services.kept(), generation), everything);
    const report = await reading.read({
      planned: (record) => rows.upTo(record),
      take: async () => this.#run.context.signal.throwIfAborted(),
    });
    return { report, reading };
  }
}

function lastOf(note: Import): Generation {
  const generation = note.generations.at(-1);
  if (generation) return generation;
  throw new Error("An import without a plan.");
}
