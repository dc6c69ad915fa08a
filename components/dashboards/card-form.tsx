"use client";

import { useState } from "react";
import type { ChartSpec } from "#core/charts/chart-spec";
import { suggestChart } from "#core/charts/suggest-chart";
import { errorSentence } from "../api/call-api.ts";
import { AnswerChart } from "../charts/answer-chart.tsx";
import { ChartChoice } from "../charts/chart-choice.tsx";
import { LinesField, TextField } from "../drops/rule-fields.tsx";
import { Button } from "../ui/button.tsx";
import { Fault } from "../ui/fault.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useCardAnswer } from "./use-card-answer.ts";

export interface CardDraft {
  title: string;
  sql: string;
  /** Null: as it suits the answer. */
  chart: ChartSpec | null;
}

interface CardFormProps {
  draft: CardDraft;
  onChange: (draft: CardDraft) => void;
}

const previewHeight = 200;

/** What a card is called, asks and looks like, with the answer as it will be drawn. */
export function CardForm({ draft, onChange }: CardFormProps) {
  // What is being written is no statement yet.
  const [asked, setAsked] = useState(draft.sql);
  return (
    <>
      <TextField label="Name" required maxLength={100} value={draft.title} onChange={(title) => onChange({ ...draft, title })} />
      <LinesField
        label="Query"
        rows={4}
        required
        value={draft.sql}
        onChange={(sql) => onChange({ ...draft, sql })}
        onBlur={() => setAsked(draft.sql)}
      />
      {draft.sql !== asked && (
        <Button size="small" className="self-start" onClick={() => setAsked(draft.sql)}>
          See its answer
        </Button>
      )}
      {asked.trim() !== "" && <Preview key={asked} sql={asked} draft={draft} onChart={(chart) => onChange({ ...draft, chart })} />}
    </>
  );
}

function Preview({ sql, draft, onChart }: { sql: string; draft: CardDraft; onChart: (chart: ChartSpec) => void }) {
  const { answer, error, isRunning } = useCardAnswer(sql);
  if (answer?.status === "succeeded") {
    const { columns, rows, rowCount } = answer;
    const spec = draft.chart ?? suggestChart(columns, rows);
    return (
      <>
        <div className="rounded border border-line bg-surface p-4">
          <AnswerChart
            title={draft.title === "" ? "Preview" : draft.title}
            {...{ columns, rows, spec, rowCount }}
            height={previewHeight}
            isBare
            asTable={false}
          />
        </div>
        <ChartChoice {...{ columns, rows, spec }} onChange={onChart} />
      </>
    );
  }
  if (isRunning || (!answer && !error)) {
    return (
      <div role="status" aria-label="The query is running">
        <Skeleton className="h-48 w-full" />
      </div>
    );
  }
  return <Fault>{answer ? (answer.error?.message ?? "The query was stopped.") : errorSentence(error)}</Fault>;
}
