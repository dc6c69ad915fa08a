"use client";

import { clsx } from "clsx";
import { CircleCheck, CircleX, ScanSearch, TriangleAlert } from "lucide-react";
import { formatDuration } from "#core/words/format-duration";
import { formatBytes, formatPercent } from "#core/words/format-number";
import { Button } from "../ui/button.tsx";
import { Fault } from "../ui/fault.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { formatTimeLeft } from "../words/format-time.ts";
import { type Finding, findingOf } from "../words/issue-words.ts";
import type { CheckState } from "./file-checks.ts";

interface CheckPartProps {
  /** What the beginning of the file says. */
  sample: Finding;
  /** The sample is all there is, and nothing else is asked for than what it was read for. */
  isWhole: boolean;
  state: CheckState | undefined;
  /** The file is to be read otherwise since it was checked. */
  isOutdated: boolean;
  hasSchema: boolean;
  onCheck: () => void;
  onCancel: () => void;
}

/** How clean the file is: by its beginning, or by all of it once that was asked for. */
export function CheckPart({ sample, isWhole, state, isOutdated, hasSchema, onCheck, onCancel }: CheckPartProps) {
  if (state?.kind === "running") return <CheckProgressLine state={state} onCancel={onCancel} />;
  const isDone = state?.kind === "done" && !isOutdated;
  const words = hasSchema ? "Check the whole file against the schema" : "Check the whole file here";
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
      {isDone ? <CheckedLine state={state} /> : <FindingLine finding={sample} />}
      {state?.kind === "failed" && !isOutdated && <Fault>{state.reason}</Fault>}
      {!isWhole && !isDone && (
        <Button size="small" onClick={onCheck} title="On this device: nothing is uploaded">
          <ScanSearch aria-hidden="true" className="size-3.5" />
          {state === undefined ? words : "Check again"}
        </Button>
      )}
      {state !== undefined && isOutdated && <p className="text-xs text-aside">The check was of another reading.</p>}
    </div>
  );
}

function FindingLine({ finding, children }: { finding: Finding; children?: React.ReactNode }) {
  const isFine = finding.tone === "done";
  const Icon = isFine ? CircleCheck : finding.tone === "aside" ? TriangleAlert : CircleX;
  return (
    <p className={clsx("flex items-start gap-1.5", isFine ? "text-done" : "text-aside")}>
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span>
        {finding.words}
        {children}
      </span>
    </p>
  );
}

function CheckedLine({ state: { check, hasSchema } }: { state: Extract<CheckState, { kind: "done" }> }) {
  const finding = findingOf(check.records, true, check.issues);
  return (
    <div role="status">
      <FindingLine finding={finding}>
        <span className="text-quiet">
          {" "}
          That is the whole file{hasSchema && ", held against the schema"}: {formatBytes(check.bytes)} in {formatDuration(check.ms)} on this
          device. Nothing has been uploaded.
        </span>
      </FindingLine>
    </div>
  );
}

const slowStartMs = 500;

function CheckProgressLine({ state, onCancel }: { state: Extract<CheckState, { kind: "running" }>; onCancel: () => void }) {
  const { progress, startedAt } = state;
  const share = progress && progress.totalBytes > 0 ? progress.bytes / progress.totalBytes : null;
  const spent = performance.now() - startedAt;
  const rate = progress && spent > slowStartMs ? progress.bytes / spent : null;
  const words = progress
    ? [
        share === null ? "" : formatPercent(share),
        `${formatBytes(progress.bytes)} of ${formatBytes(progress.totalBytes)}`,
        rate === null ? "" : `${formatBytes(rate * 1000)}/s`,
        rate === null || rate === 0 ? "" : formatTimeLeft((progress.totalBytes - progress.bytes) / rate),
      ]
    : ["Waiting its turn"];
  return (
    <div className="flex items-center gap-3">
      <div className="flex min-w-0 max-w-md flex-1 flex-col gap-1.5">
        <ProgressBar label="Checking the whole file" share={share} />
        <p className="text-xs text-quiet tabular-nums">{words.filter((word) => word !== "").join(" · ")}. Nothing is uploaded.</p>
      </div>
      <Button size="small" onClick={onCancel}>
        Cancel<span className="sr-only"> the check</span>
      </Button>
    </div>
  );
}
