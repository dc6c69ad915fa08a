"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { isTerminal } from "#core/jobs/job-status";
import type { JobSummary } from "#core/jobs/job-view";
import { jobsStore } from "../realtime/jobs-store.ts";
import { useFreshRecords } from "../records/use-fresh-records.ts";
import { toastFor } from "../toasts/job-toast.ts";
import { shareToasts } from "../toasts/share-toasts.ts";
import { toastsStore } from "../toasts/toasts-store.ts";
import { finishBeforeLeaving } from "../toasts/undoable.ts";
import { uploadsStore } from "../upload/uploads-store.ts";
import { loadLate } from "./load-late.ts";

/** What goes on whatever page is open: news become toasts, uploads of jobs that are over stop, records are fresh, leaving is safe. */
export function useBackground(): void {
  const router = useRouter();
  useFreshRecords();
  useEffect(() => shareToasts(toastsStore), []);
  useEffect(() => {
    toastsStore.setShowAll(() => router.push("/"));
    return jobsStore.onFinished((job) => {
      const toast = toastFor(job, { open: (path) => router.push(path), download: () => void download(job) });
      if (toast && !jobsStore.getHidden().has(job.id)) toastsStore.show(toast);
    });
  }, [router]);

  useEffect(() => {
    const unsubscribe = [jobsStore.subscribe(dropUploadsThatAreOver), uploadsStore.subscribe(dropUploadsThatAreOver)];
    return () => {
      for (const each of unsubscribe) each();
    };
  }, []);

  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    addEventListener("pagehide", finishBeforeLeaving, { signal });
    addEventListener("beforeunload", (event) => isSending() && event.preventDefault(), { signal });
    return () => listening.abort();
  }, []);
}

async function download(job: JobSummary): Promise<void> {
  const { runJobAction } = await loadLate(() => import("../jobs/run-job-action.ts"));
  await runJobAction("download", job);
}

function isSending(): boolean {
  return uploadsStore.getUploads().some((upload) => upload.phase !== "failed" && upload.phase !== "sent");
}

function dropUploadsThatAreOver(): void {
  if (uploadsStore.getUploads().length === 0) return;
  const { jobs, gone } = jobsStore.getState();
  uploadsStore.dropWhere(({ jobId, phase }) => {
    const job = jobId === null ? undefined : jobs.get(jobId);
    if (jobId === null || !job) return jobId !== null && gone.has(jobId);
    // An answer that was lost made it look failed; the job went on all the same.
    return phase === "failed" || phase === "sent" ? job.status !== "awaiting-upload" : isTerminal(job.status);
  });
}
