import type { JobSummary } from "#core/jobs/job-view";
import { errorSentence } from "../api/call-api.ts";
import { cancelJob, deleteJob, getResultLink, retryJob } from "../api/jobs-api.ts";
import { jobsStore } from "../realtime/jobs-store.ts";
import { toastsStore } from "../toasts/toasts-store.ts";
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
  else jobsStore.hear([await retryJob(job.id)]);
}

async function cancel(job: JobSummary): Promise<void> {
  const upload = findUpload(job.id);
  if (upload) await uploadsStore.cancel(upload.key);
  else jobsStore.hear([await cancelJob(job.id)]);
}

function findUpload(jobId: string): Upload | undefined {
  return uploadsStore.getUploads().find((each) => each.jobId === jobId);
}

const leaving = new Map<string, () => void>();

/** Hides the job at once and deletes it when the time to undo is over, or when the page goes. */
function deleteLater(job: JobSummary): void {
  const name = jobName(job);
  jobsStore.hide(job.id, true);
  const deleteNow = async (keepalive: boolean) => {
    if (!leaving.delete(job.id)) return;
    try {
      await deleteJob(job.id, { keepalive });
      jobsStore.load([{ id: job.id, version: Number.MAX_SAFE_INTEGER, deleted: true, deletedAt: new Date().toISOString() }]);
    } catch (error) {
      toastsStore.show({ id: `delete-${job.id}`, tone: "failed", line: `${name} was not deleted. ${errorSentence(error)}` });
    } finally {
      jobsStore.hide(job.id, false);
    }
  };
  leaving.set(job.id, () => void deleteNow(true));
  const undo = () => {
    leaving.delete(job.id);
    jobsStore.hide(job.id, false);
  };
  toastsStore.show({
    id: `delete-${job.id}`,
    tone: "waiting",
    line: `Deleted ${name}`,
    action: { label: "Undo", run: undo },
    onGone: () => void deleteNow(false),
  });
}

/** Deletes what waits for its undo to run out; called when the page goes away. */
export function deleteBeforeLeaving(): void {
  for (const leave of leaving.values()) leave();
}
