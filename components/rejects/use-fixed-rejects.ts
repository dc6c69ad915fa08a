"use client";

import { useEffect, useMemo, useState } from "react";
import type { FixedRowFault } from "#core/fixes/check-fixed-rows";
import type { Fix } from "#core/fixes/fix";
import { FixPlan } from "#core/fixes/fix-plan";
import type { RejectRanges } from "#core/fixes/reject-ranges";
import { errorSentence } from "../api/call-api.ts";
import type { KnownJob } from "../job/use-job.ts";
import { checkRejects, isCandidate } from "./check-rejects.ts";
import { checkKey, type FaultOf, type FixedReject, toFixedReject } from "./fixed-reject.ts";
import type { HeldReject } from "./held-reject.ts";

/** Typing shall not have every letter checked in all rows. */
const checkAfterMs = 150;

type Checked = ReadonlyMap<string, FixedRowFault | null>;

const nothingChecked: Checked = new Map();

interface Subject {
  job: KnownJob;
  rejects: readonly HeldReject[];
  fixes: readonly Fix[];
  sent: RejectRanges;
}

/** The rows that are held, with what was done about them and what the job's own operation says of it. */
export function useFixedRejects({ job, rejects, fixes, sent }: Subject) {
  const [checked, setChecked] = useState<Checked>(nothingChecked);
  const [fault, setFault] = useState<string | null>(null);
  const rows = useMemo(() => {
    const plan = new FixPlan(fixes);
    const faultOf: FaultOf = (reject, fixed) => checked.get(checkKey(reject, fixed));
    return rejects.map((reject) => toFixedReject(reject, { plan, sent, faultOf }));
  }, [rejects, fixes, sent, checked]);
  // Whether a row is unique depends on the others: whenever one is to be checked, or is out of it, all are.
  const isBehind = rows.some(({ state }) => state === "checking") || rows.filter(isCandidate).length !== checked.size;
  useEffect(() => {
    if (!isBehind) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      checkRejects(job, rows).then(
        (faults) => {
          if (stop.signal.aborted) return;
          setChecked(faults);
          setFault(null);
        },
        (error: unknown) => !stop.signal.aborted && setFault(errorSentence(error)),
      );
    }, checkAfterMs);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [job, rows, isBehind]);
  return { rows, fault: isBehind ? fault : null };
}

export function countReady(rows: readonly FixedReject[]): number {
  return rows.filter(({ state }) => state === "ready").length;
}
