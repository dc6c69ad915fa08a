import type { FileArrival, JobEvent } from "../job-event.ts";
import { type JobStatus, jobStatuses } from "../job-status.ts";
import { analysisEventTable } from "./analysis-event-table.ts";
import { all, type EventRow, ends, noChange, same } from "./event-row.ts";
import { later, sampleFile } from "./sample-job.ts";
import { userEventTable } from "./user-event-table.ts";

const arrival: FileArrival = {
  n: 0,
  versionId: "v1",
  etag: '"e1"',
  size: 12,
  sequencer: "0A",
  arrivedAt: later(1).toISOString(),
  metadataAgrees: true,
  othersExist: true,
};
const outcome = { counts: { in: 3, out: 2, rejected: 1, filtered: 0 }, issues: [], results: [] };
const error = { code: "empty-file", message: "The file is empty." } as const;

const noted = (status: JobStatus) => `${status} (notice), discard`;

const withFile = (patch: Partial<FileArrival>): JobEvent => ({ type: "file-arrived", file: { ...arrival, ...patch } });
const unarrived = { files: [sampleFile()] };

export const eventTable: EventRow[] = [
  {
    title: "the file arrives",
    event: { type: "file-arrived", file: arrival },
    job: unarrived,
    expected: {
      "awaiting-upload": "queued (work+notice)",
      queued: same("queued"),
      running: same("running"),
      succeeded: same("succeeded"),
      failed: same("failed"),
      cancelled: noted("cancelled"),
      expired: "queued (work+notice)",
    },
  },
  {
    title: "the same version arrives again",
    event: { type: "file-arrived", file: arrival },
    job: { files: [sampleFile({ versionId: "v1" })] },
    expected: all(noChange),
  },
  {
    title: "a later version of a pinned file arrives",
    event: withFile({ versionId: "v2", sequencer: "0B" }),
    job: { files: [sampleFile({ versionId: "v1", sequencer: "0A" })] },
    expected: Object.fromEntries(jobStatuses.map((status) => [status, noted(status)])) as Record<JobStatus, string>,
  },
  {
    title: "an older sequencer of a pinned file arrives late",
    event: withFile({ versionId: "v0", sequencer: "09FF" }),
    job: { files: [sampleFile({ versionId: "v1", sequencer: "0A" })] },
    expected: all("-, discard"),
  },
  {
    title: "an object arrives that names another job",
    event: withFile({ metadataAgrees: false }),
    job: unarrived,
    expected: Object.fromEntries(jobStatuses.map((status) => [status, noted(status)])) as Record<JobStatus, string>,
  },
  {
    title: "a file of another size arrives",
    event: withFile({ size: 13 }),
    job: unarrived,
    expected: {
      ...all("-, discard"),
      "awaiting-upload": "failed (notice+alert), discard",
      expired: "failed (notice+alert), discard",
      cancelled: noted("cancelled"),
    },
  },
  {
    title: "the last file arrives when the others are no longer stored",
    event: withFile({ othersExist: false }),
    job: unarrived,
    expected: {
      "awaiting-upload": "queued (work+notice)",
      queued: same("queued"),
      running: same("running"),
      succeeded: same("succeeded"),
      failed: same("failed"),
      cancelled: noted("cancelled"),
      expired: same("expired"),
    },
  },
  {
    title: "an upload continues",
    event: { type: "upload-continues", uploadBy: later(7200).toISOString() },
    expected: { ...all(noChange), "awaiting-upload": same("awaiting-upload") },
  },
  {
    title: "a run claims while the lease is live",
    event: { type: "claim" },
    expected: { ...all(noChange), queued: same("running"), running: "conflict" },
  },
  {
    title: "a run claims when the lease has lapsed",
    event: { type: "claim" },
    at: later(121),
    expected: { ...all(noChange), queued: same("running"), running: same("running") },
  },
  {
    title: "a run claims when the lease has lapsed and a cancel was asked for",
    event: { type: "claim" },
    at: later(121),
    job: { cancelRequested: true },
    expected: { ...all(noChange), queued: same("running"), running: ends("cancelled") },
  },
  {
    title: "a run claims when the lease has lapsed and the attempts are spent",
    event: { type: "claim" },
    at: later(121),
    job: { attempt: 3 },
    expected: { ...all(noChange), queued: same("running"), running: ends("failed") },
  },
  {
    title: "the run's heartbeat",
    event: { type: "heartbeat", attempt: 1 },
    expected: { ...all("conflict"), running: "running" },
  },
  {
    title: "the heartbeat of an earlier attempt",
    event: { type: "heartbeat", attempt: 1 },
    job: { attempt: 2 },
    expected: all("conflict"),
  },
  {
    title: "the heartbeat after a cancel was asked for",
    event: { type: "heartbeat", attempt: 1 },
    job: { cancelRequested: true },
    expected: { ...all("conflict"), running: "cancelled" },
  },
  {
    title: "the run begins to change what is stored",
    event: { type: "begin-apply", attempt: 1 },
    expected: { ...all("conflict"), running: same("running") },
  },
  {
    title: "a run that took over begins again",
    event: { type: "begin-apply", attempt: 1 },
    job: { applying: true },
    expected: { ...all("conflict"), running: noChange },
  },
  {
    title: "the run begins to change what is stored after a cancel was asked for",
    event: { type: "begin-apply", attempt: 1 },
    job: { cancelRequested: true },
    expected: { ...all("conflict"), running: "cancelled" },
  },
  {
    title: "the run goes on in another invocation",
    event: { type: "postpone", attempt: 1, message: "It goes on." },
    expected: { ...all("conflict"), running: "running (work+notice)" },
  },
  {
    title: "the run would go on in another invocation after a cancel was asked for",
    event: { type: "postpone", attempt: 1, message: "It goes on." },
    job: { cancelRequested: true },
    expected: { ...all("conflict"), running: ends("cancelled") },
  },
  {
    title: "the run gives up for now",
    event: { type: "release", attempt: 1, message: "It will be tried again." },
    expected: { ...all("conflict"), running: same("running") },
  },
  {
    title: "the run gives up for now after a cancel was asked for",
    event: { type: "release", attempt: 1, message: "It will be tried again." },
    job: { cancelRequested: true },
    expected: { ...all("conflict"), running: ends("cancelled") },
  },
  {
    title: "the run succeeds",
    event: { type: "succeed", attempt: 1, outcome },
    expected: { ...all("conflict"), running: "succeeded, analysis pending (notice+analysis+alert)" },
  },
  {
    title: "an earlier attempt succeeds",
    event: { type: "succeed", attempt: 1, outcome },
    job: { attempt: 2 },
    expected: all("conflict"),
  },
  {
    title: "the run succeeds after a cancel was asked for",
    event: { type: "succeed", attempt: 1, outcome },
    job: { cancelRequested: true },
    expected: { ...all("conflict"), running: ends("cancelled") },
  },
  {
    title: "the run fails",
    event: { type: "fail", attempt: 1, error },
    expected: { ...all("conflict"), running: ends("failed") },
  },
  {
    title: "an earlier attempt fails",
    event: { type: "fail", attempt: 1, error },
    job: { attempt: 2 },
    expected: all("conflict"),
  },
  {
    title: "the run fails after a cancel was asked for",
    event: { type: "fail", attempt: 1, error },
    job: { cancelRequested: true },
    expected: { ...all("conflict"), running: ends("cancelled") },
  },
  ...analysisEventTable,
  ...userEventTable,
  { title: "objects purged", event: { type: "purged" }, expected: all(noChange) },
  { title: "time passes, but not enough", event: { type: "time-passed" }, expected: all(noChange) },
  {
    title: "time passes beyond every deadline",
    event: { type: "time-passed" },
    at: later(3601),
    expected: {
      ...all(noChange),
      "awaiting-upload": ends("expired"),
      queued: "queued (work+notice)",
      running: "running (work+notice)",
    },
  },
  {
    title: "time passes and the attempts are spent",
    event: { type: "time-passed" },
    at: later(3601),
    job: { attempt: 3 },
    expected: {
      ...all(noChange),
      "awaiting-upload": ends("expired"),
      queued: "queued (work+notice)",
      running: ends("failed"),
    },
  },
  {
    title: "time passes after a cancel was asked for",
    event: { type: "time-passed" },
    at: later(3601),
    job: { cancelRequested: true },
    expected: {
      ...all(noChange),
      "awaiting-upload": ends("expired"),
      queued: "queued (work+notice)",
      running: ends("cancelled"),
    },
  },
  {
    title: "a day and more passes",
    event: { type: "time-passed" },
    at: later(90_000),
    expected: {
      ...all(noChange),
      "awaiting-upload": ends("expired"),
      queued: ends("failed"),
      running: "running (work+notice)",
    },
  },
];

export const deletedTable: Record<JobEvent["type"], string> = {
  "file-arrived": "-, discard",
  "upload-continues": noChange,
  claim: noChange,
  heartbeat: "conflict",
  "begin-apply": "conflict",
  postpone: "conflict",
  release: "conflict",
  succeed: "conflict",
  fail: "conflict",
  "claim-analysis": noChange,
  "renew-analysis": "conflict",
  "tables-ready": "conflict",
  analysed: "conflict",
  "release-analysis": "conflict",
  "fail-analysis": "conflict",
  "retry-analysis": "not-found",
  cancel: "not-found",
  retry: "not-found",
  delete: noChange,
  rerun: "not-found",
  purged: "deleted",
  "time-passed": noChange,
};
