"use client";

import { useEffect, useState } from "react";
import { formatDuration } from "#core/words/format-duration";
import { formatBytes } from "#core/words/format-number";
import { StatusMark } from "../ui/status-mark.tsx";
import type { RunState } from "./use-run.ts";

const tickMs = 100;

/** A statement that is on its way: for how long, and what it has read. */
export function RunningLine({ state }: { state: Extract<RunState, { kind: "running" }> }) {
  const { since, query, isStopping } = state;
  const word = isStopping ? "Stopping" : query?.status === "running" ? "Running" : "Waiting";
  const bytes = query?.bytesRead ?? 0;
  const of = query?.cost?.bytes;
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 text-quiet tabular-nums">
      <StatusMark status="running" word={word} />
      <Elapsed since={since} />
      {bytes > 0 && (
        <span>
          {formatBytes(bytes)} read{of === undefined || of < bytes ? "" : ` of at most ${formatBytes(of)}`}
        </span>
      )}
    </div>
  );
}

function Elapsed({ since }: { since: number }) {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  const ms = Math.max(0, now - since);
  return <span>{formatDuration(ms < 10_000 ? Math.round(ms / tickMs) * tickMs : ms)}</span>;
}
