import type { ErrorCode } from "../app-error.ts";
import { type JobStatus, jobStatuses } from "../jobs/job-status.ts";
import type { ZoneDays } from "./day-in-zone.ts";
import { durationOf, type JobFact } from "./job-fact.ts";
import { median } from "./median.ts";

export interface DayFigures {
  /** 2026-11-21 */
  day: string;
  /** Files that came, by what became of them. */
  files: { done: number; setAside: number; failed: number; open: number };
  /** Rows of jobs that succeeded. */
  rows: { out: number; setAside: number; filtered: number };
  bytes: number;
  /** From being ready to run to the result, in ms; null where no job succeeded. */
  durations: { median: number | null; slowest: number | null };
}

export interface OperationFigures {
  operation: string;
  jobs: number;
  succeeded: number;
  failed: number;
  rows: number;
  bytes: number;
  medianMs: number | null;
}

export interface NotableJob {
  id: string;
  name: string;
  files: number;
  operation: string;
  createdAt: number;
  rows: number;
  rejected: number;
  bytes: number;
  ms: number | null;
}

export interface FailureGroup {
  code: ErrorCode;
  message: string;
  /** When it last happened. */
  at: number;
  count: number;
  /** The latest few. */
  jobs: { id: string; name: string }[];
}

export interface Figures {
  days: DayFigures[];
  statuses: Record<JobStatus, number>;
  operations: OperationFigures[];
  /** Of all that succeeded: from being ready to run to the result, in ms. */
  medianMs: number | null;
  slowest: NotableJob[];
  /** With most rows set aside. */
  worst: NotableJob[];
  /** Of the last hour, the latest first. */
  failures: FailureGroup[];
}

const mostNotable = 8;
const mostFailures = 20;
const mostNamed = 3;
const hourMs = 3_600_000;

/** A workspace's jobs in figures: those made within the days given, and whatever failed within the last hour. */
export function summarizeJobs(facts: Iterable<JobFact>, { zone, days, now }: { zone: ZoneDays; days: number; now: number }): Figures {
  const byDay = new Map(zone.lastDays(now, days).map((day) => [day, createDay(day)]));
  const all = [...facts];
  const within = all.filter(({ createdAt }) => byDay.has(zone.dayOf(createdAt)));
  const ofDay = Map.groupBy(within, ({ createdAt }) => zone.dayOf(createdAt));
  return {
    days: [...byDay.values()].map((day) => addJobs(day, ofDay.get(day.day) ?? [])),
    statuses: countStatuses(within),
    operations: sumOperations(within),
    medianMs: median(within.flatMap((job) => durationOf(job) ?? [])),
    slowest: pickMost(within, (job) => durationOf(job) ?? 0),
    worst: pickMost(within, ({ counts, status }) => (status === "succeeded" ? (counts?.rejected ?? 0) : 0)),
    failures: groupFailures(all, now - hourMs),
  };
}

function createDay(day: string): DayFigures {
  return {
    day,
    files: { done: 0, setAside: 0, failed: 0, open: 0 },
    rows: { out: 0, setAside: 0, filtered: 0 },
    bytes: 0,
    durations: { median: null, slowest: null },
  };
}

function addJobs(day: DayFigures, jobs: readonly JobFact[]): DayFigures {
  for (const job of jobs) {
    day.files[fateOf(job)] += job.arrived;
    day.bytes += job.bytes;
    if (job.status !== "succeeded" || !job.counts) continue;
    day.rows.out += job.counts.out;
    day.rows.setAside += job.counts.rejected;
    day.rows.filtered += job.counts.filtered;
  }
  const times = jobs.flatMap((job) => durationOf(job) ?? []);
  if (times.length > 0) day.durations = { median: median(times), slowest: Math.max(...times) };
  return day;
}

function fateOf({ status, counts }: JobFact): keyof DayFigures["files"] {
  switch (status) {
    case "succeeded":
      return (counts?.rejected ?? 0) > 0 ? "setAside" : "done";
    case "failed":
      return "failed";
    case "awaiting-upload":
    case "queued":
    case "running":
    case "cancelled":
    case "expired":
      return "open";
  }
}

function countStatuses(jobs: readonly JobFact[]): Record<JobStatus, number> {
  const counts = Object.fromEntries(jobStatuses.map((status) => [status, 0])) as Record<JobStatus, number>;
  for (const { status } of jobs) counts[status] += 1;
  return counts;
}

function sumOperations(jobs: readonly JobFact[]): OperationFigures[] {
  const groups = [...Map.groupBy(jobs, ({ operation }) => operation)];
  return groups
    .map(([operation, ofIt]) => ({
      operation,
      jobs: ofIt.length,
      succeeded: ofIt.filter(({ status }) => status === "succeeded").length,
      failed: ofIt.filter(({ status }) => status === "failed").length,
      rows: sum(ofIt, ({ counts }) => counts?.in ?? 0),
      bytes: sum(ofIt, ({ bytes }) => bytes),
      medianMs: median(ofIt.flatMap((job) => durationOf(job) ?? [])),
    }))
    .sort((a, b) => b.jobs - a.jobs || (a.operation < b.operation ? -1 : 1));
}

/** Those with the greatest measure above zero, the greatest first; of equal ones the newest. */
function pickMost(jobs: readonly JobFact[], measure: (job: JobFact) => number): NotableJob[] {
  return jobs
    .map((job) => ({ job, measured: measure(job) }))
    .filter(({ measured }) => measured > 0)
    .sort((a, b) => b.measured - a.measured || (a.job.id < b.job.id ? 1 : -1))
    .slice(0, mostNotable)
    .map(({ job }) => toNotable(job));
}

function toNotable(job: JobFact): NotableJob {
  const { id, name, files, operation, createdAt, counts, bytes } = job;
  return { id, name, files, operation, createdAt, rows: counts?.in ?? 0, rejected: counts?.rejected ?? 0, bytes, ms: durationOf(job) };
}

/** What failed since then; the same sentence is said once. */
function groupFailures(jobs: readonly JobFact[], since: number): FailureGroup[] {
  const failed = jobs.flatMap(({ id, name, status, error, endedAt }) =>
    status === "failed" && error && endedAt !== null && endedAt >= since ? [{ id, name, error, at: endedAt }] : [],
  );
  const groups = Map.groupBy(
    failed.toSorted((a, b) => b.at - a.at),
    ({ error: { code, message } }) => `${code}\n${message}`,
  );
  return [...groups.values()].slice(0, mostFailures).flatMap((group) => {
    const [latest] = group;
    if (!latest) return [];
    const jobsNamed = group.slice(0, mostNamed).map(({ id, name }) => ({ id, name }));
    return [{ code: latest.error.code, message: latest.error.message, at: latest.at, count: group.length, jobs: jobsNamed }];
  });
}

function sum(jobs: readonly JobFact[], of: (job: JobFact) => number): number {
  return jobs.reduce((total, job) => total + of(job), 0);
}
