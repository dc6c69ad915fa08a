"use client";

import { formatCount } from "#core/words/format-number";
import type { KnownJob } from "../job/use-job.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { UnreadablePanel } from "../ui/unreadable-panel.tsx";
import { type RejectsFrom, type RejectsWindow, theFirst } from "./read-rejects.ts";
import { RejectDownloads } from "./reject-downloads.tsx";
import { RejectsBench } from "./rejects-bench.tsx";
import { useFixes } from "./use-fixes.ts";
import { useRejects } from "./use-rejects.ts";

/** The tab Set aside: rejected rows by their reason, corrected where they stand, and sent again. */
export function RejectsPart({ job }: { job: KnownJob }) {
  return <Rejects key={job.id} job={job} />;
}

function Rejects({ job }: { job: KnownJob }) {
  // Above the window: going on to other rows forgets nothing.
  const fixes = useFixes(job.id);
  const { data, error, readAgain, from, setFrom } = useRejects(job);
  if (error) return <UnreadablePanel title="The rows could not be read" error={error} onRetry={readAgain} />;
  const total = job.results.find(({ name }) => name === "rejects.ndjson")?.rows ?? job.counts?.rejected ?? 0;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <WindowWords window={data} from={from} total={total} onFrom={setFrom} />
        <RejectDownloads job={job} />
      </div>
      {data ? (
        <RejectsBench key={data.from.byte} job={job} shapes={data.shapes} rejects={data.rejects} total={total} fixes={fixes} />
      ) : (
        <Skeleton className="h-[28rem] w-full rounded" />
      )}
    </div>
  );
}

interface WindowWordsProps {
  window: RejectsWindow | null;
  from: RejectsFrom;
  total: number;
  onFrom: (from: RejectsFrom) => void;
}

/** Which of very many rows are shown, and how to get to the others. */
function WindowWords({ window, from, total, onFrom }: WindowWordsProps) {
  const isAll = window !== null && window.next === null && from.byte === 0;
  if (window === null || isAll) return <p className="text-quiet">Correct rows here and run them again, or download them.</p>;
  const last = window.next?.place ?? total;
  return (
    <p className="flex flex-wrap items-center gap-2 text-quiet tabular-nums">
      Rows {formatCount(from.place + 1)} to {formatCount(last)} of the {formatCount(total)} set aside
      {from.byte > 0 && (
        <Button size="small" onClick={() => onFrom(theFirst)}>
          First ones
        </Button>
      )}
      {window.next && (
        <Button size="small" onClick={() => window.next && onFrom(window.next)}>
          Next ones
        </Button>
      )}
    </p>
  );
}
