import type { Settings } from "../../settings.ts";
import type { Job, JobFile } from "../job.ts";
import type { JobStatus } from "../job-status.ts";

export const sampleWorkspace = `ws_${"0".repeat(26)}`;
export const sampleTime = new Date("2026-03-01T10:00:00.000Z");

export const sampleSettings: Settings = {
  leaseSeconds: 120,
  heartbeatSeconds: 20,
  maxAttempts: 3,
  uploadLinkSeconds: 600,
  uploadWaitSeconds: 3600,
  downloadLinkSeconds: 300,
  ticketSeconds: 60,
  sessionSeconds: 604_800,
  ownerSessionSeconds: 2_592_000,
  invitationSeconds: 900,
  setWaitSeconds: 86_400,
  setCorrectionSeconds: 604_800,
  querySeconds: 300,
  engineMemoryBytes: 512 * 1024 * 1024,
  engineDiskBytes: 4 * 1024 ** 3,
  athenaFromBytes: 4 * 1024 ** 3,
  athenaBytesPerQuery: 100 * 1024 ** 3,
  maxFileBytes: 1_000_000_000,
  multipartFromBytes: 100_000_000,
  guests: true,
  guestBytesPerDay: 1_000_000,
  guestRunningJobs: 5,
  requestsPerSecond: 50,
  webhookPauseSeconds: 5,
  webhooksToLoopback: true,
  mailsAlerts: true,
};

export function sampleFile(patch: Partial<JobFile> = {}): JobFile {
  const key = `uploads/${sampleWorkspace}/${"0".repeat(26)}/0`;
  return { n: 0, name: "orders.csv", size: 12, type: "text/csv", key, upload: { kind: "post" }, ...patch };
}

/** A job as it typically is in a status: its file arrived unless it waits for it, its lease live while it runs. */
export function sampleJob(status: JobStatus, patch: Partial<Job> = {}): Job {
  const at = sampleTime.toISOString();
  const waits = status === "awaiting-upload" || status === "expired";
  return {
    workspace: sampleWorkspace,
    id: "0".repeat(26),
    version: 3,
    status,
    operation: "convert",
    params: { to: "json" },
    onBadRow: "keep",
    runner: "rows",
    source: "web",
    files: [sampleFile(waits ? {} : { versionId: "v1", etag: '"e1"', sequencer: "0A", arrivedAt: at })],
    createdAt: at,
    updatedAt: at,
    uploadBy: later(3600).toISOString(),
    attempt: status === "running" || status === "succeeded" || status === "failed" ? 1 : 0,
    ...(status === "running" ? { leaseUntil: later(120).toISOString() } : {}),
    timeline: [{ at, kind: "signed" }],
    issues: [],
    results: [],
    pending: [],
    ...patch,
  };
}

export function later(seconds: number): Date {
  return new Date(sampleTime.getTime() + seconds * 1000);
}
