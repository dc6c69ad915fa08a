const lockName = (jobId: string) => `sluice-upload-${jobId}`;

/** Holds a lock over all tabs while a job's file is on its way, so that no other tab takes the upload for interrupted. */
export async function withUploadLock(jobId: string, run: () => Promise<void>): Promise<void> {
  if (!("locks" in navigator)) return run();
  await navigator.locks.request(lockName(jobId), run);
}

/** Whether some tab is sending this job's file right now. */
export async function createUploadCheck(): Promise<(jobId: string) => boolean> {
  if (!("locks" in navigator)) return () => false;
  const { held } = await navigator.locks.query();
  const names = new Set(held?.map((lock) => lock.name));
  return (jobId) => names.has(lockName(jobId));
}
