import { AppError } from "../app-error.ts";
import { createPause } from "../jobs/pause.ts";
import { RunPostponed } from "../operations/run-postponed.ts";
import type { RunServices } from "../operations/run-services.ts";
import type { StoredDocument } from "../ports/document-store.ts";
import { type Dataset, type Holder, newDataset, toDataset } from "./dataset.ts";

/** Who asks for the dataset. */
export type LeaseTaker = Pick<RunServices, "workspace" | "job" | "attempt" | "now" | "documents" | "leaseSeconds" | "endsBy">;

const pollMs = 500;
/** A call that was on its way when its process was killed has ended by then. */
const afterlifeMs = 5_000;
/** Where nobody kills a process from outside, it is taken to be dead after an hour. */
const unknownLifeMs = 3_600_000;
const maxWaitMs = 30_000;

/**
 * Takes a dataset for one job, so that what it plans holds until it is applied.
 *
 * BatchWriteItem has no conditions, so nothing in the table itself refuses a write that comes late. Instead:
 * - Attempts of one job under one fence write the very same items, since they come from the same stored plan: a late one does no harm.
 * - An attempt that is about to write says until when it can live at all: its invocation's end, at which it is killed from outside.
 *   It strikes that out once all its calls have been answered. Another job takes the dataset only when no such writer is left, so a
 *   process that is back from the dead does not meet the work of a later load.
 * - Which pieces make up the plan, and how far it was applied, is written here on the condition of the document's version.
 *
 * @throws RunPostponed when another job holds it for longer than one run waits
 */
export async function holdDataset(taker: LeaseTaker, dataset: string, signal: AbortSignal): Promise<HeldDataset> {
  const waitUntil = Date.now() + Math.min(maxWaitMs, taker.leaseSeconds * 1000);
  const pause = createPause();
  signal.addEventListener("abort", () => pause.end(), { once: true });
  for (;;) {
    signal.throwIfAborted();
    const held = await tryToHold(taker, dataset);
    if (held) return held;
    if (Date.now() > waitUntil) throw new RunPostponed(`Another load into “${dataset}” is under way. This one waits for it.`);
    await pause.wait(pollMs);
  }
}

/** Null while another job has it, or may still write. */
export async function tryToHold(taker: LeaseTaker, name: string): Promise<HeldDataset | null> {
  const { workspace, documents, now } = taker;
  const stored = await documents.get({ workspace, kind: "dataset", id: name });
  const dataset = stored ? toDataset(stored) : newDataset(now());
  const next = take(dataset, taker);
  if (!next) return null;
  const document = { workspace, kind: "dataset" as const, id: name, version: (stored?.version ?? 0) + 1, body: next };
  return (await documents.put(document)) ? new HeldDataset(taker, document) : null;
}

/** The dataset as the taker's own; null while it is another's. @throws AppError conflict when a later attempt of the job has it */
function take(dataset: Dataset, { job, attempt, now, leaseSeconds }: LeaseTaker): Dataset | null {
  const { holder } = dataset;
  const time = now();
  const heldUntil = holdUntil(time, leaseSeconds);
  if (holder?.job === job) {
    if (holder.attempt > attempt) throw lost();
    return { ...dataset, holder: { ...holder, attempt, heldUntil } };
  }
  if (holder && Date.parse(holder.heldUntil) > time.getTime()) return null;
  if (dataset.writers.some(({ endsBy }) => Date.parse(endsBy) + afterlifeMs > time.getTime())) return null;
  const isNew = dataset.fence === 0;
  const plan = { phase: "plan" as const, parts: [], plannedTo: 0, applied: 0, writtenAt: time.toISOString() };
  return { ...dataset, fence: dataset.fence + 1, writers: [], holder: { job, attempt, heldUntil, isNew, ...plan } };
}

/** Long enough for a run that died to be taken up again by its own job. */
function holdUntil(now: Date, leaseSeconds: number): string {
  return new Date(now.getTime() + 3 * leaseSeconds * 1000).toISOString();
}

/** A dataset that a job holds. */
export class HeldDataset {
  readonly #taker: LeaseTaker;
  #document: StoredDocument<Dataset>;
  #renewedAt: number;

  constructor(taker: LeaseTaker, document: StoredDocument<Dataset>) {
    this.#taker = taker;
    this.#document = document;
    this.#renewedAt = Date.now();
  }

  get fence(): number {
    return this.#document.body.fence;
  }

  get dataset(): Dataset {
    return this.#document.body;
  }

  get holder(): Holder {
    const { holder } = this.#document.body;
    if (!holder) throw new Error("The dataset was let go.");
    return holder;
  }

  /** Whether it is time to say that it is still held. */
  get isDue(): boolean {
    return Date.now() - this.#renewedAt > (this.#taker.leaseSeconds * 1000) / 3;
  }

  /** Keeps it a while longer, if it is time to. @throws AppError conflict */
  async renew(): Promise<void> {
    if (this.isDue) await this.advance({});
  }

  /** Notes how far the job has come. @throws AppError conflict */
  async advance(progress: Partial<Pick<Holder, "parts" | "plannedTo" | "applied">>, about: Partial<Dataset> = {}): Promise<void> {
    const heldUntil = holdUntil(this.#taker.now(), this.#taker.leaseSeconds);
    await this.#put({ ...about, holder: { ...this.holder, ...progress, heldUntil } });
  }

  /** Says that this attempt is about to write. */
  async beginApply(): Promise<void> {
    const { attempt, now, endsBy = new Date(now().getTime() + unknownLifeMs) } = this.#taker;
    const writer = { fence: this.fence, attempt, endsBy: endsBy.toISOString() };
    await this.#put({ writers: [...this.dataset.writers, writer], holder: { ...this.holder, phase: "apply" } });
  }

  /** All that this attempt wrote was answered: nothing of it is on its way. */
  async endWriting(): Promise<void> {
    const writers = this.#withoutOwnWriter();
    if (writers.length < this.dataset.writers.length) await this.#put({ writers });
  }

  /** Lets it go. A job that comes back takes it, and plans, anew. */
  async release(about: Partial<Dataset> = {}): Promise<void> {
    await this.#put({ ...about, writers: this.#withoutOwnWriter(), holder: null });
  }

  #withoutOwnWriter(): Dataset["writers"] {
    return this.dataset.writers.filter(({ attempt, fence }) => attempt !== this.#taker.attempt || fence !== this.fence);
  }

  async #put(patch: Partial<Dataset>): Promise<void> {
    const { documents, workspace } = this.#taker;
    const { id, version, body } = this.#document;
    const next = { workspace, kind: "dataset" as const, id, version: version + 1, body: { ...body, ...patch } };
    if (!(await documents.put(next)) && !(await this.#isStored(next))) throw lost();
    this.#document = next;
    this.#renewedAt = Date.now();
  }

  /** An answer that was lost made the client ask again: then it is there already. */
  async #isStored(document: StoredDocument<Dataset>): Promise<boolean> {
    const stored = await this.#taker.documents.get(document);
    return stored?.version === document.version && JSON.stringify(stored.body) === JSON.stringify(document.body);
  }
}

function lost(): AppError {
  return new AppError("conflict", "Another run has taken over the dataset.", { retryable: true });
}
