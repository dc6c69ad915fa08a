import { alertsAtBirth, toAlertMessage } from "../alerts/job-alert.ts";
import { AppError } from "../app-error.ts";
import type { Job, JobFile, PendingMessage, QueueName, TimelineEntry } from "./job.ts";
import type { Clock, Decision } from "./job-event.ts";
import { isTerminal, type JobStatus } from "./job-status.ts";
import { appendEntries } from "./timeline.ts";

type Entry = Omit<TimelineEntry, "at"> & { at?: string };

interface Change {
  patch?: Partial<Job>;
  entries?: readonly Entry[];
  /** The change makes work: a message to the Work queue is owed. */
  work?: boolean;
  /** The change makes something to analyse: a message to the Analysis queue is owed. */
  analyse?: boolean;
}

export const nothing: Decision = { kind: "nothing" };

/**
 * The next version of a job, with the messages it owes: its notice always, its work message as long as it waits for work, that for its
 * analysis as long as it waits for that, an alert for people when it ends.
 */
export function change(job: Job, clock: Clock, { patch = {}, entries = [], work = false, analyse = false }: Change): Job {
  const now = clock.now.toISOString();
  const next: Job = {
    ...job,
    ...patch,
    version: job.version + 1,
    updatedAt: new Date(Math.max(clock.now.getTime(), Date.parse(job.updatedAt))).toISOString(),
    timeline: appendEntries(
      patch.timeline ?? job.timeline,
      entries.map((entry) => ({ at: now, ...entry })),
    ),
  };
  const owes = (id: string) => job.pending.some((message) => message.id === id);
  const owesWork = work || (next.status === "queued" && owes("work"));
  const owesAnalysis = analyse || (awaitsAnalysis(next) && owes("analysis"));
  return {
    ...next,
    pending: [...toPending(next, owesWork), ...(owesAnalysis ? [toAnalysisMessage(next)] : []), ...owedAlerts(job, next)],
  };
}

/** Whether tables are to be made that people look at. */
export function awaitsAnalysis({ analysis, deletedAt }: Pick<Job, "analysis" | "deletedAt">): boolean {
  return analysis?.status === "pending" && deletedAt === undefined;
}

function toAnalysisMessage({ workspace, id, attempt }: Job): PendingMessage {
  return { id: "analysis", queue: "analysis", body: { workspace, job: id, analyse: attempt } };
}

function owedAlerts(before: Job, after: Job): PendingMessage[] {
  const ends = isTerminal(after.status) && after.status !== before.status && after.deletedAt === undefined;
  return [...before.pending.filter(({ queue }) => queue === "alerts"), ...(ends ? [toAlertMessage(after)] : [])];
}

export function changed(job: Job, clock: Clock, how: Change): Decision {
  return { kind: "changed", job: change(job, clock, how) };
}

/** A notice has no body of its own: it says what the job is when it is sent, so one is enough however many changes it stands for. */
export function toPending(job: Pick<Job, "workspace" | "id" | "runner">, work: boolean): PendingMessage[] {
  const notice: PendingMessage = { id: "notice", queue: "notices", body: null };
  return work ? [{ id: "work", queue: workQueueOf(job), body: { workspace: job.workspace, job: job.id } }, notice] : [notice];
}

/** What a job owes that is stored for the first time. */
export function owedAtBirth(job: Omit<Job, "pending">): PendingMessage[] {
  return [...toPending(job, job.status === "queued"), ...alertsAtBirth(job)];
}

function workQueueOf({ runner }: Pick<Job, "runner">): QueueName {
  return runner === "engine" ? "analysis" : "work";
}

/** Adds a note for people, once: the same event may come again, and a flood of them must not fill the timeline. */
export function noted(job: Job, clock: Clock, message: string): Decision {
  if (job.timeline.some((entry) => entry.message === message)) return nothing;
  return changed(job, clock, { entries: [{ kind: "noted", message }] });
}

export function wrongState(job: Job, verb: string): Decision {
  return { kind: "refused", error: new AppError("wrong-state", `This job ${stateInWords[job.status]} and cannot be ${verb}.`) };
}

export function withoutLease(job: Job): Job {
  const { leaseUntil: _lease, cancelRequested: _cancel, ...rest } = job;
  return rest;
}

export function replaceFile(files: readonly JobFile[], file: JobFile): JobFile[] {
  return files.map((other) => (other.n === file.n ? file : other));
}

export function allArrived(files: readonly JobFile[]): boolean {
  return files.every((file) => file.versionId !== undefined);
}

const stateInWords: Record<JobStatus, string> = {
  "awaiting-upload": "is waiting for its upload",
  queued: "is queued",
  running: "is running",
  succeeded: "has succeeded",
  failed: "has failed",
  cancelled: "was cancelled",
  expired: "has expired",
};
