"use client";

import { useState } from "react";
import type { Fix } from "#core/fixes/fix";
import { FixPlan } from "#core/fixes/fix-plan";
import type { RejectRanges } from "#core/fixes/reject-ranges";
import type { RejectShape } from "#core/fixes/reject-shape";
import { toRerunRequest } from "#core/fixes/rerun-request";
import { errorSentence } from "../api/call-api.ts";
import type { KnownJob } from "../job/use-job.ts";
import { useUploads } from "../jobs/use-jobs.ts";
import { randomKey } from "../upload/random-key.ts";
import { uploadsStore } from "../upload/uploads-store.ts";
import { type Collected, collectAll, collectHeld } from "./collect-fixed.ts";
import type { FixedReject } from "./fixed-reject.ts";

interface Subject {
  job: KnownJob;
  shapes: readonly RejectShape[];
  rows: readonly FixedReject[];
  fixes: readonly Fix[];
  sent: RejectRanges;
  /** Whether there are rejected rows that are not held. */
  hasMore: boolean;
}

/** Sends the rows that are fixed as a job of their own, by the way of every upload. */
export function useRunAgain({ job, shapes, rows, fixes, sent, hasMore }: Subject) {
  const [busy, setBusy] = useState<{ read: number } | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [key, setKey] = useState<string | null>(null);
  const upload = useUploads().find((each) => each.key === key);
  // Until the original says that another job has them, the same rows would be sent once more.
  const isClaimed = job.reruns?.some((rerun) => rerun.job === upload?.jobId) ?? false;
  const isSending = upload !== undefined && upload.phase !== "failed" && !(upload.phase === "sent" && isClaimed);
  const needsAll = hasMore && fixes.some(({ kind }) => kind !== "cell");
  const collect = async (): Promise<Collected> => {
    if (!needsAll) return collectHeld({ job, shapes }, rows);
    return await collectAll({ job, shapes, plan: new FixPlan(fixes), sent }, (read) => setBusy({ read }));
  };
  const send = async () => {
    setFault(null);
    setBusy({ read: 0 });
    try {
      const { files, shapes: of, rejects, rows: count, isCut } = await collect();
      if (count === 0) return setFault("None of the rows are right yet, so nothing was sent.");
      const described = files.map(({ name, size, type }) => ({ name, size, type }));
      const request = toRerunRequest({ job, shapes: of, files: described, rejects });
      const wish = { key: randomKey(), files, request };
      uploadsStore.add([wish]);
      setKey(wish.key);
      if (isCut) setFault("As many rows as one job takes were sent. Run the others again when this is done.");
    } catch (error) {
      setFault(errorSentence(error));
    } finally {
      setBusy(null);
    }
  };
  return {
    send: () => void send(),
    isBusy: busy !== null || isSending,
    read: busy?.read ?? 0,
    fault: fault ?? (upload?.phase === "failed" ? upload.error : null),
  };
}
