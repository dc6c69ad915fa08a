"use client";

import { Ban, FileQuestion } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { QueryAnswerView } from "#core/api/queries-api";
import { late } from "../frame/late.tsx";
import { Button } from "../ui/button.tsx";
import { MessagePanel } from "../ui/message-panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import { UnreadablePanel } from "../ui/unreadable-panel.tsx";
import type { AnswerAsChartProps } from "./answer-as-chart.tsx";
import { doneWords, engineName, lineOfFailure } from "./query-words.ts";
import { RunningLine } from "./running-line.tsx";
import type { RunState } from "./use-run.ts";

const gridSkeleton = <Skeleton className="h-80 rounded" />;
const AnswerGrid = late(async () => (await import("./answer-grid.tsx")).AnswerGrid, gridSkeleton);
const AnswerAsChart = late(async () => (await import("./answer-as-chart.tsx")).AnswerAsChart, gridSkeleton);

interface AnswerPartProps {
  state: RunState;
  isChart: boolean;
  /** What can be done with an answer. */
  actions: ReactNode;
  /** What stands there while nothing was asked. */
  beginning: ReactNode;
  onGoTo: (line: number) => void;
  /** In which line of the editor the statement begins that failed; null where it is there no more. */
  firstLine: number | null;
  drawing: Omit<AnswerAsChartProps, "answer">;
}

/** What came of the statement that was run last. While the next one runs, the answer before stays, paler. */
export function AnswerPart({ state, isChart, actions, beginning, onGoTo, firstLine, drawing }: AnswerPartProps) {
  const [last, setLast] = useState<QueryAnswerView | null>(null);
  if (state.kind === "answered" && last !== state.answer) setLast(state.answer);
  if (state.kind === "nothing" && last !== null) setLast(null);
  const shown = state.kind === "answered" ? state.answer : state.kind === "running" ? last : null;
  return (
    <section aria-label="Answer" aria-busy={state.kind === "running" || state.kind === "reading"} className="flex min-w-0 flex-col gap-3">
      {state.kind === "nothing" && beginning}
      {state.kind === "running" && <RunningLine state={state} />}
      {state.kind === "answered" && <DoneLine answer={state.answer} actions={actions} />}
      {state.kind === "failed" && <Failure sentence={state.sentence} firstLine={firstLine} onGoTo={onGoTo} />}
      {state.kind === "unreadable" && (
        <UnreadablePanel title="The answer could not be read" error={state.error} onRetry={state.readAgain} />
      )}
      {state.kind === "stopped" && (
        <MessagePanel icon={<Ban aria-hidden="true" className="size-7" />} title="It was stopped">
          Nothing was kept of it. Run it again when you want its answer.
        </MessagePanel>
      )}
      {state.kind === "gone" && (
        <MessagePanel icon={<FileQuestion aria-hidden="true" className="size-7" />} title="This answer is not there any more">
          Answers are kept for thirty days, or until somebody deletes them. Run the statement again.
        </MessagePanel>
      )}
      {shown ? (
        <div className={state.kind === "running" ? "opacity-50 transition-opacity" : undefined}>
          {isChart ? <AnswerAsChart key={shown.id} answer={shown} {...drawing} /> : <AnswerGrid key={shown.id} answer={shown} />}
        </div>
      ) : (
        (state.kind === "running" || state.kind === "reading") && gridSkeleton
      )}
    </section>
  );
}

function DoneLine({ answer, actions }: { answer: QueryAnswerView; actions: ReactNode }) {
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-2">
      <StatusMark status="succeeded" />
      <p className="text-quiet tabular-nums">
        {doneWords(answer)} · {engineName(answer.engine)}
      </p>
      <div className="flex flex-wrap items-center gap-2 sm:ml-auto">{actions}</div>
    </div>
  );
}

function Failure({ sentence, firstLine, onGoTo }: { sentence: string; firstLine: number | null; onGoTo: (line: number) => void }) {
  const line = lineOfFailure(sentence);
  const place = line === null || firstLine === null ? null : firstLine + line;
  return (
    <div className="flex flex-col gap-2 rounded border border-failed bg-failed-soft px-4 py-3">
      <StatusMark status="failed" word="It did not run" />
      <p className="figures text-xs break-words whitespace-pre-wrap text-ink">{sentence}</p>
      {place !== null && (
        <Button size="small" className="self-start" onClick={() => onGoTo(place)}>
          Go to line {place}
        </Button>
      )}
    </div>
  );
}
