"use client";

import { useMemo, useState } from "react";
import type { RejectShape } from "#core/fixes/reject-shape";
import { whatIsNotChecked, whyNotSentAgain } from "#core/fixes/sent-again";
import { useOperations } from "../composer/use-operations.ts";
import type { KnownJob } from "../job/use-job.ts";
import type { HeldReject } from "./held-reject.ts";
import { ReasonList } from "./reason-list.tsx";
import { RejectGrid } from "./reject-grid.tsx";
import { groupRejects } from "./reject-groups.ts";
import { RejectTools } from "./reject-tools.tsx";
import { RejectsFoot } from "./rejects-foot.tsx";
import { countReady, useFixedRejects } from "./use-fixed-rejects.ts";
import type { Fixes } from "./use-fixes.ts";
import { useReruns } from "./use-reruns.ts";
import { useRunAgain } from "./use-run-again.ts";

interface RejectsBenchProps {
  job: KnownJob;
  shapes: readonly RejectShape[];
  rejects: readonly HeldReject[];
  /** All that the job set aside. */
  total: number;
  fixes: Fixes;
}

/** Where rejected rows are corrected: reasons, rows, and what to do with those that are right. */
export function RejectsBench({ job, shapes, rejects, total, fixes }: RejectsBenchProps) {
  const why = useWhyNot(job);
  const { sent } = useReruns(job);
  const { done } = fixes.history;
  const { rows, fault } = useFixedRejects({ job, rejects, fixes: done, sent });
  const groups = useMemo(() => groupRejects(rows), [rows]);
  const hasMore = total > rejects.length;
  const running = useRunAgain({ job, shapes, rows, fixes: done, sent, hasMore });
  const [asked, setAsked] = useState<string | null>(null);
  const group = groups.find(({ id }) => id === asked) ?? groups[0];
  if (!group) return <p className="rounded border border-line bg-surface px-4 py-8 text-center text-quiet">There are no rows here.</p>;
  const notChecked = whatIsNotChecked(job.params);
  return (
    <div className="flex flex-col gap-4">
      {why !== null && <p className="rounded border border-line bg-aside-soft px-4 py-3">{why}</p>}
      {fault !== null && (
        <p role="alert" className="rounded border border-line bg-failed-soft px-4 py-3">
          {fault}
        </p>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-[15rem_minmax(0,1fr)]">
        <ReasonList groups={groups} open={group.id} onOpen={setAsked} />
        <RejectGrid
          key={group.id}
          job={job}
          group={group}
          isReadOnly={why !== null}
          onFix={fixes.add}
          tools={why === null && <RejectTools group={group} fixes={fixes} hasMore={hasMore} />}
        />
      </div>
      {why === null && (
        <RejectsFoot
          ready={countReady(rows)}
          left={rows.filter(({ state }) => state !== "sent").length}
          hasMore={hasMore && done.some(({ kind }) => kind !== "cell")}
          isKept={fixes.isKept}
          running={running}
          note={notChecked}
        />
      )}
    </div>
  );
}

/** Why rows of this job cannot be sent again by themselves; null while it is not known, too. */
function useWhyNot(job: KnownJob): string | null {
  const operations = useOperations();
  const operation = operations?.find(({ id }) => id === job.operation);
  return operation ? whyNotSentAgain({ operation, params: job.params, recordsSet: job.set !== null }) : null;
}
