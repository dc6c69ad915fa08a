import { AppError } from "../../app-error.ts";
import { IssueLog } from "../../csv/issue-log.ts";
import type { DatasetRef, StoredRecord } from "../../ports/record-store.ts";
import type { Import } from "../../records/dataset.ts";
import { type HeldDataset, holdDataset } from "../../records/dataset-lease.ts";
import { ImportNote } from "../../records/import-note.ts";
import { type PlannedChange, readChanges, toUndoing } from "../../records/load-plan.ts";
import { toKey } from "../../records/record-key.ts";
import { settleHold } from "../../records/settle-hold.ts";
import type { RunContext, RunOutcome } from "../operation.ts";
import { RunOutputs } from "../results/run-outputs.ts";
import { type RunServices, requireServices } from "../run-services.ts";
import type { UndoLoadParams } from "../undo-load.ts";

/** What became of a piece of the load's plan. */
interface UndonePiece {
  undone: UndoneChange[];
  refused: UndoneChange[];
}
type UndoneChange = Pick<PlannedChange, "key" | "row" | "line"> & { action: "delete" | "restore" };

const utf8 = new TextEncoder();

/** Performs `undo-load`. What was taken back already, or never done, counts as taken back; so it may be run again at any point. */
export async function undoRecords(context: RunContext<UndoLoadParams>): Promise<RunOutcome> {
  const services = requireServices(context, "Undo a load");
  const note = new ImportNote({ ...services, job: context.params.job });
  const load = await note.read();
  if (!load) throw new AppError("wrong-state", "This job changed no records, so there is nothing to undo.");
  const held = await holdDataset(services, load.dataset, context.signal);
  const undoing = new Undoing(context, services, { held, load });
  try {
    const outcome = await undoing.perform();
    await note.undo(services.job);
    await held.release({ lastJob: services.job });
    return outcome;
  } catch (error) {
    throw await settleHold(held, error, { signal: context.signal, progressed: undoing.progressed });
  }
}

class Undoing {
  progressed = false;
  readonly #context: RunContext<UndoLoadParams>;
  readonly #services: RunServices;
  readonly #held: HeldDataset;
  readonly #load: Import;
  readonly #dataset: DatasetRef;
  readonly #log = new IssueLog();
  readonly #counts = { undone: 0, refused: 0 };

  constructor(context: RunContext<UndoLoadParams>, services: RunServices, { held, load }: { held: HeldDataset; load: Import }) {
    this.#context = context;
    this.#services = services;
    this.#held = held;
    this.#load = load;
    this.#dataset = { workspace: services.workspace, dataset: load.dataset };
  }

  async perform(): Promise<RunOutcome> {
    const outputs = new RunOutputs(this.#context.openOutput);
    try {
      await this.#services.beginApply();
      await this.#held.beginApply();
      for await (const piece of this.#undonePieces()) await this.#tell(outputs, piece);
      return await this.#outcome(outputs);
    } catch (error) {
      await outputs.abort();
      throw error;
    }
  }

  /** Where a load was planned anew, what it did last is undone first. */
  async *#undonePieces(): AsyncGenerator<UndonePiece> {
    const planned = this.#services.kept(this.#context.params.job);
    let count = 0;
    for (const generation of this.#load.generations.toReversed()) {
      for await (const changes of readChanges(planned, generation)) {
        this.#context.signal.throwIfAborted();
        count++;
        yield count <= this.#held.holder.applied ? await this.#recall(count) : await this.#undo(changes, count);
      }
    }
  }

  async #undo(changes: readonly PlannedChange[], count: number): Promise<UndonePiece> {
    const { records } = this.#services;
    const { signal } = this.#context;
    const stored = await records.getMany(
      this.#dataset,
      changes.map(({ key }) => toKey(key)),
      signal,
    );
    const piece: UndonePiece = { undone: [], refused: [] };
    const due: PlannedChange[] = [];
    for (const change of changes) {
      const now = stored.get(toKey(change.key)) ?? null;
      const isOurs = this.#wrote(change, now);
      if (isOurs) due.push(change);
      const { key, row, line, before } = change;
      const said: UndoneChange = { key, action: before ? "restore" : "delete", row, line };
      (isOurs || isAsBefore(change, now) ? piece.undone : piece.refused).push(said);
    }
    await records.writeMany(this.#dataset, due.map(toUndoing), signal);
    await this.#services.kept().write(pieceName(count), utf8.encode(JSON.stringify(piece)));
    const deleted = due.filter(({ before }) => before === null).length;
    await this.#held.advance({ applied: count }, { records: Math.max(0, this.#held.dataset.records - deleted) });
    this.progressed = true;
    return piece;
  }

  #wrote({ before }: PlannedChange, now: StoredRecord | null): boolean {
    return now?.job === this.#context.params.job && now.version === (before?.version ?? 0) + 1;
  }

  async #recall(count: number): Promise<UndonePiece> {
    const bytes = await this.#services.kept().read(pieceName(count));
    if (!bytes) throw new Error(`What was undone of piece ${count} is not there.`);
    return JSON.parse(new TextDecoder().decode(bytes)) as UndonePiece;
  }

  async #tell(outputs: RunOutputs, { undone, refused }: UndonePiece): Promise<void> {
    const changes = await outputs.open("changes.ndjson", "application/x-ndjson");
    await changes.write(toLines(undone));
    changes.rows += undone.length;
    this.#counts.undone += undone.length;
    this.#counts.refused += refused.length;
    this.#context.progress(this.#counts.undone + this.#counts.refused, 0);
    if (refused.length === 0) return;
    const rejects = await outputs.open("rejects.ndjson", "application/x-ndjson");
    const told = refused.map(({ key, row, line }) => ({ line, record: row, codes: ["changed-since"], message: messageOf(key), key }));
    await rejects.write(toLines(told));
    rejects.rows += refused.length;
    for (const { line, record, message } of told) {
      this.#log.add("changed-since", () => ({ line, record, column: null, name: null, byte: null, message }));
    }
  }

  async #outcome(outputs: RunOutputs): Promise<RunOutcome> {
    const { undone, refused } = this.#counts;
    const counts = { in: undone + refused, out: undone, rejected: refused, filtered: 0 };
    const issues = this.#log.summaries();
    const { dataset, fileName } = this.#load;
    const report = await outputs.open("report.json", "application/json");
    const told = { job: this.#context.params.job, dataset, file: fileName, counts, issues };
    await report.write(utf8.encode(`${JSON.stringify(told, null, 2)}\n`));
    report.rows = 1;
    return { counts, issues, results: await outputs.close(["changes.ndjson"]) };
  }
}

/** The load never came so far, or it is undone already. */
function isAsBefore({ before }: PlannedChange, now: StoredRecord | null): boolean {
  if (!before || !now) return !before && !now;
  return now.job === before.job && now.version === before.version && now.row === before.row;
}

function messageOf(key: readonly string[]): string {
  return `The record ${key.map((cell) => `“${cell}”`).join(", ")} was changed since, so it stays as it is.`;
}

function toLines(values: readonly unknown[]): Uint8Array {
  return utf8.encode(values.map((value) => `${JSON.stringify(value)}\n`).join(""));
}

function pieceName(count: number): string {
  return `undone-${count}.json`;
}
