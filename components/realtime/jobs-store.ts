import { isTerminal } from "#core/jobs/job-status";
import type { JobSummary, JobTombstone } from "#core/jobs/job-view";
import type { ServerMessage } from "#core/realtime/messages";

import { emptyJobState, type JobState, mergeJobs, mergeProgress } from "./job-state.ts";

type Listener = () => void;
type FinishedListener = (job: JobSummary) => void;

/** One tab's picture of the workspace, shared by every component of it. */
export class JobsStore {
  #state: JobState = emptyJobState;
  #hidden: ReadonlySet<string> = new Set();
  readonly #listeners = new Set<Listener>();
  readonly #finishedListeners = new Set<FinishedListener>();

  readonly getState = (): JobState => this.#state;
  /** Jobs whose deletion may still be undone: on the server they are there, here they are not shown. */
  readonly getHidden = (): ReadonlySet<string> => this.#hidden;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Hears of jobs that came to an end while this tab was watching. */
  onFinished(listener: FinishedListener): () => void {
    this.#finishedListeners.add(listener);
    return () => this.#finishedListeners.delete(listener);
  }

  /** Jobs read as history: nobody is told that they ended. */
  load(items: readonly (JobSummary | JobTombstone)[]): void {
    this.#set(mergeJobs(this.#state, items).state);
  }

  /** Jobs that changed just now. */
  hear(items: readonly (JobSummary | JobTombstone)[]): void {
    const { state, changes } = mergeJobs(this.#state, items);
    this.#set(state);
    for (const { before, after } of changes) {
      if (!isTerminal(after.status) || (before && isTerminal(before.status))) continue;
      for (const listener of this.#finishedListeners) listener(after);
    }
  }

  /**
   * Shows a job as it is about to be, before the server has said so. What the server says of it later has a higher version and
   * counts; the answer takes it back where nothing was said.
   */
  expect(id: string, expected: Partial<JobSummary>): () => void {
    const before = this.#state.jobs.get(id);
    if (!before) return () => undefined;
    const after = { ...before, ...expected };
    this.#put(after);
    return () => {
      if (this.#state.jobs.get(id) === after) this.#put(before);
    };
  }

  hearProgress(notice: Extract<ServerMessage, { type: "progress" }>): void {
    this.#set(mergeProgress(this.#state, notice, performance.now()));
  }

  hide(id: string, hidden: boolean): void {
    const next = new Set(this.#hidden);
    if (hidden) next.add(id);
    else next.delete(id);
    this.#hidden = next;
    this.#tell();
  }

  #put(job: JobSummary): void {
    this.#set({ ...this.#state, jobs: new Map(this.#state.jobs).set(job.id, job) });
  }

  #set(state: JobState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

export const jobsStore = new JobsStore();
