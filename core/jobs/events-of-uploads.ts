import { formatCount, plural } from "../words/format-number.ts";
import { allArrived, change, changed, noted, nothing, replaceFile } from "./change.ts";
import type { Job, JobFile } from "./job.ts";
import type { Clock, Decision, FileArrival } from "./job-event.ts";

/** Smaller extensions of an upload's time are not worth a write. */
const leastExtensionMs = 60_000;

/** An object version came in under the key of one of the job's files. The first that fits is pinned, every other is discarded. */
export function arrive(job: Job, arrival: FileArrival, clock: Clock): Decision {
  const file = job.files.find((candidate) => candidate.n === arrival.n);
  if (!file) return { kind: "nothing", discard: true };
  if (file.versionId === arrival.versionId) return nothing;
  if (!arrival.metadataAgrees) return discarded(job, clock, `A file came in for “${file.name}” that named another job; it was deleted.`);
  if (file.versionId !== undefined) {
    if (isOlder(arrival.sequencer, file.sequencer)) return { kind: "nothing", discard: true };
    return discarded(job, clock, `“${file.name}” was uploaded again; the job keeps the first upload, the later one was deleted.`);
  }
  if (job.status === "cancelled") return discarded(job, clock, `“${file.name}” arrived after the job was cancelled; it was deleted.`);
  if (arrival.size !== file.size) return refuseSize(job, file, arrival, clock);
  return pin(job, file, arrival, clock);
}

/** Parts were asked for: an upload that goes on gets more time. */
export function continueUpload(job: Job, uploadBy: string, clock: Clock): Decision {
  if (job.status !== "awaiting-upload") return nothing;
  if (Date.parse(uploadBy) - Date.parse(job.uploadBy) < leastExtensionMs) return nothing;
  return changed(job, clock, { patch: { uploadBy } });
}

/** S3's sequencers are hexadecimal and of different lengths: the shorter is padded with zeros on the right to compare. */
export function isOlder(sequencer: string, than: string | undefined): boolean {
  if (than === undefined) return false;
  const length = Math.max(sequencer.length, than.length);
  return sequencer.toLowerCase().padEnd(length, "0") < than.toLowerCase().padEnd(length, "0");
}

function discarded(job: Job, clock: Clock, message: string): Decision {
  return { ...noted(job, clock, message), discard: true } as Decision;
}

function refuseSize(job: Job, file: JobFile, arrival: FileArrival, clock: Clock): Decision {
  if (job.status !== "awaiting-upload" && job.status !== "expired") return { kind: "nothing", discard: true };
  const message =
    `“${file.name}” was announced with ${plural(file.size, "byte")}, but ${formatCount(arrival.size)} arrived. ` +
    "It may have changed while it was being uploaded: upload it again.";
  return {
    kind: "changed",
    discard: true,
    job: change(job, clock, {
      patch: { status: "failed", error: { code: "size-mismatch", message } },
      entries: [{ kind: "failed", message }],
    }),
  };
}

function pin(job: Job, file: JobFile, arrival: FileArrival, clock: Clock): Decision {
  const { versionId, etag, sequencer, arrivedAt } = arrival;
  const files = replaceFile(job.files, { ...file, versionId, etag, sequencer, arrivedAt });
  const uploaded = { kind: "uploaded", at: arrivedAt, ...(job.files.length > 1 ? { message: file.name } : {}) } as const;
  const waits = job.status === "awaiting-upload" || job.status === "expired";
  if (!waits || !allArrived(files)) return changed(job, clock, { patch: { files }, entries: [uploaded] });
  if (job.status === "expired" && !arrival.othersExist) {
    const message = "All files have arrived, but earlier ones are no longer stored; upload them again in a new job.";
    return changed(job, clock, { patch: { files }, entries: [uploaded, { kind: "noted", message }] });
  }
  const accepted = { kind: job.status === "expired" ? "revived" : "accepted" } as const;
  return changed(job, clock, { patch: { status: "queued", files }, entries: [uploaded, accepted, { kind: "queued" }], work: true });
}
