"use client";

import { useSyncExternalStore } from "react";
import type { JobSummary } from "#core/jobs/job-view";
import { emptyJobState, type JobState, type Progress } from "../realtime/job-state.ts";
import { jobsStore } from "../realtime/jobs-store.ts";
import { type Upload, uploadsStore } from "../upload/uploads-store.ts";

const none: readonly Upload[] = [];
const noneHidden: ReadonlySet<string> = new Set();

export function useJobs(): JobState["jobs"] {
  return useSyncExternalStore(
    jobsStore.subscribe,
    () => jobsStore.getState().jobs,
    () => emptyJobState.jobs,
  );
}

export function useHiddenJobs(): ReadonlySet<string> {
  return useSyncExternalStore(jobsStore.subscribe, jobsStore.getHidden, () => noneHidden);
}

export function useJobSummary(id: string): JobSummary | undefined {
  return useSyncExternalStore(
    jobsStore.subscribe,
    () => jobsStore.getState().jobs.get(id),
    () => undefined,
  );
}

/** Jobs that were deleted, here or elsewhere, since this page is open. */
export function useGoneJobs(): JobState["gone"] {
  return useSyncExternalStore(
    jobsStore.subscribe,
    () => jobsStore.getState().gone,
    () => emptyJobState.gone,
  );
}

/** It was deleted, here or elsewhere, since this page is open. */
export function useIsDeleted(id: string): boolean {
  return useSyncExternalStore(
    jobsStore.subscribe,
    () => jobsStore.getState().gone.has(id) || jobsStore.getHidden().has(id),
    () => false,
  );
}

export function useJobProgress(id: string): Progress | undefined {
  return useSyncExternalStore(
    jobsStore.subscribe,
    () => jobsStore.getState().progress.get(id),
    () => undefined,
  );
}

export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(uploadsStore.subscribe, uploadsStore.getUploads, () => none);
}

/** The upload of a job's file, while this tab is sending it. */
export function useUpload(jobId: string): Upload | undefined {
  return useUploads().find((upload) => upload.jobId === jobId);
}
