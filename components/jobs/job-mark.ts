import type { JobStatus } from "#core/jobs/job-status";
import type { JobSummary } from "#core/jobs/job-view";
import type { Upload, UploadPhase } from "../upload/uploads-store.ts";

export interface JobMark {
  status: JobStatus;
  /** Where the status alone would not say it. */
  word?: string;
}

const uploadMarks: Record<UploadPhase, JobMark> = {
  waiting: { status: "awaiting-upload", word: "Waiting" },
  starting: { status: "running", word: "Uploading" },
  sending: { status: "running", word: "Uploading" },
  offline: { status: "awaiting-upload", word: "Paused" },
  retrying: { status: "awaiting-upload", word: "Paused" },
  sent: { status: "running", word: "Uploaded" },
  failed: { status: "failed", word: "Upload failed" },
};

/** The state to show for a job, while its file is on its way from this tab too. */
export function jobMark(job: Pick<JobSummary, "status">, upload: Upload | undefined): JobMark {
  return job.status === "awaiting-upload" && upload ? uploadMarks[upload.phase] : { status: job.status };
}
