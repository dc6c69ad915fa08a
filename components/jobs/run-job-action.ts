import type { JobSummary } from "#core/jobs/job-view";
import { errorSentence } from "../api/call-api.ts";
import { analyseJob, cancelJob, deleteJob, getResultLink, retryJob } from "../api/jobs-api.ts";
import { jobsStore } from "../realtime/jobs-store.ts";
import { toastsStore } from "../toasts/toasts-store.ts";
import { doUnlessUndone } from "../toasts/undoable.ts";
import { type Upload, uploadsStore } from "../upload/uploads-store.ts";
import { jobName } from "../words/job-words.ts";
import { type JobAction, mainResult } from "./job-facts.ts";

export const actionWords: Record<JobAction, string> = { download: "Download", retry: "Retry", cancel: "Cancel", delete: "Delete" };

/** Does what a button says; what goes wrong is said in a toast. */
export async function runJobAction(action: JobAction, job: JobSummary): Promise<void> {
  try {
    if (action === "download") await downloadResult(job.id, mainResult(job)?.name ?? "");
    else if (action === "retry") await retry(job);
    else if (action === "cancel") await cancel(job);
    else deleteLater(job);
  } catch (error) {
    toastsStore.show({ id: `${action}-${job.id}`, tone: "failed", line: `${jobName(job)}: ${errorSentence(error)}` });
  }
}

/** The link is signed at the moment of the press, and answers as an attachment: the page stays where it is. */
export async function downloadResult(jobId: string, name: string): Promise<void> {
  const { url } = await getResultLink(jobId, name);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}

/** The same, where nobody waits for it: what goes wrong is said in a toast. */
export async function downloadOrSay(jobId: string, name: string): Promise<void> {
  try {
    await downloadResult(jobId, name);
  } catch (error) {
    toastsStore.show({ id: `download-${jobId}-${name}`, tone: "failed", line: `${name}: ${errorSentence(error)}` });
  }
}

async function retry(job: JobSummary): Promise<void> {
  const upload = findUpload(job.id);
  if (upload) uploadsStore.retry(upload.key);
  else await ask(job, { status: "queued", error: null, counts: null, results: [] }, retryJob);
}

/** Has the tables that people look at made once more; what goes wrong is said in a toast. */
export async function analyseAgain(id: string): Promise<void> {
  try {
    await ask({ id }, { analysis: "pending", analysisError: null }, analyseJob);
  } catch (error) {
    toastsStore.show({ id: `analyse-${id}`, tone: "failed", line: `The rows were not prepared again: ${errorSentence(error)}` });
  }
}

/** Whether all of it had arrived or not: the server drops what is not whole, and stops what had begun. */
async function cancel(job: JobSummary): Promise<void> {
  const upload = findUpload(job.id);
  if (upload) uploadsStore.giveUp(upload.key);
  await ask(job, { cancelRequested: true }, cancelJob);
}

/** Gives an upload up: its job, which is made before the first byte is sent, becomes cancelled. */
export async function cancelUpload({ key, jobId }: Upload): Promise<void> {
  const job = jobId === null ? undefined : jobsStore.getState().jobs.get(jobId);
  if (job) await runJobAction("cancel", job);
  else uploadsStore.giveUp(key);
}

/** The upload of a job's file, while this tab is sending it. */
export function findUpload(jobId: string): Upload | undefined {
  return uploadsStore.getUploads().find((each) => each.jobId === jobId);
}

/** Hides the job at once and deletes it when the time to undo is over, or when the page goes. */
function deleteLater(job: JobSummary): void {
  const name = jobName(job);
  doUnlessUndone({
    id: `delete-${job.id}`,
    line: `Deleted ${name}`,
    failed: `${name} was not deleted.`,
    hide: (isHidden) => jobsStore.hide(job.id, isHidden),
    carryOut: async (keepalive) => {
      await deleteJob(job.id, { keepalive });
      jobsStore.load([{ id: job.id, version: Number.MAX_SAFE_INTEGER, deleted: true, deletedAt: new Date().toISOString() }]);
    },
  });
}

/** Shows at once what the server is being asked for, until it has answered: what it says then counts. */
async function ask(
  job: Pick<JobSummary, "id">,
  expected: Partial<JobSummary>,
  request: (id: string) => Promise<JobSummary>,
): Promise<void> {
  const takeBack = jobsStore.expect(job.id, expected);
  try {
    jobsStore.hear([await request(job.id)]);
  } finally {
    takeBack();
  }
}
