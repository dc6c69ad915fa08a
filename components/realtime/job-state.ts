import { isTerminal } from "#core/jobs/job-status";
import type { JobSummary, JobTombstone } from "#core/jobs/job-view";
import type { ServerMessage } from "#core/realtime/messages";

export interface Progress {
  attempt: number;
  rows: number;
  /** Source bytes read. */
  bytes: number;
  /** Smoothed; 0 until it can be known. */
  rowsPerSecond: number;
  bytesPerSecond: number;
  /** When this was heard, by the page's clock. */
  at: number;
}

/** What this tab knows of the workspace's jobs, whatever way it came. */
export interface JobState {
  jobs: ReadonlyMap<string, JobSummary>;
  /** Versions of deleted jobs, so that a late notice brings none of them back. */
  gone: ReadonlyMap<string, number>;
  progress: ReadonlyMap<string, Progress>;
}

export interface JobChange {
  before: JobSummary | undefined;
  after: JobSummary;
}

export const emptyJobState: JobState = { jobs: new Map(), gone: new Map(), progress: new Map() };

/** Takes in jobs from a list or a notice, in any order: the highest version of each wins, a deletion stays a deletion. */
export function mergeJobs(state: JobState, items: readonly (JobSummary | JobTombstone)[]): { state: JobState; changes: JobChange[] } {
  const jobs = new Map(state.jobs);
  const gone = new Map(state.gone);
  const progress = new Map(state.progress);
  const changes: JobChange[] = [];
  let touched = false;
  for (const item of items) {
    const before = jobs.get(item.id);
    const known = Math.max(before?.version ?? 0, gone.get(item.id) ?? 0);
    if (item.version < known || (item.version === known && !("deleted" in item))) continue;
    touched = true;
    if ("deleted" in item) {
      gone.set(item.id, item.version);
      jobs.delete(item.id);
      progress.delete(item.id);
      continue;
    }
    jobs.set(item.id, item);
    if (isTerminal(item.status) || (progress.get(item.id)?.attempt ?? item.attempt) < item.attempt) progress.delete(item.id);
    changes.push({ before, after: item });
  }
  return touched ? { state: { jobs, gone, progress }, changes } : { state, changes };
}

/** Takes in a progress notice; one that is late, of an older attempt or of a finished job changes nothing. */
export function mergeProgress(state: JobState, notice: Extract<ServerMessage, { type: "progress" }>, at: number): JobState {
  const job = state.jobs.get(notice.id);
  const last = state.progress.get(notice.id);
  if (state.gone.has(notice.id) || (job && (isTerminal(job.status) || notice.attempt < job.attempt))) return state;
  if (last && (notice.attempt < last.attempt || (notice.attempt === last.attempt && notice.rows < last.rows))) return state;
  const same = last?.attempt === notice.attempt ? last : undefined;
  const next: Progress = {
    attempt: notice.attempt,
    rows: notice.rows,
    bytes: notice.bytes,
    rowsPerSecond: smoothRate(same?.rowsPerSecond, notice.rows - (same?.rows ?? notice.rows), at - (same?.at ?? at)),
    bytesPerSecond: smoothRate(same?.bytesPerSecond, notice.bytes - (same?.bytes ?? notice.bytes), at - (same?.at ?? at)),
    at,
  };
  return { ...state, progress: new Map(state.progress).set(notice.id, next) };
}

/** A rate that follows changes within seconds and does not flicker: half of each new measurement. */
export function smoothRate(previous: number | undefined, amount: number, ms: number): number {
  if (ms <= 0) return previous ?? 0;
  const measured = (amount / ms) * 1000;
  return previous ? previous / 2 + measured / 2 : measured;
}
