"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleAlert } from "lucide-react";
import type { QueryAnswerView } from "#core/api/queries-api";
import type { Card } from "#core/dashboards/dashboard";
import { tableOrigins, tablesNamedIn } from "#core/dashboards/ready";
import { errorSentence } from "../api/call-api.ts";
import { listTables } from "../api/lake-api.ts";
import { AnswerChart } from "../charts/answer-chart.tsx";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

interface CardAnswerProps {
  card: Card;
  asTable: boolean;
  answer: QueryAnswerView | undefined;
  error: unknown;
  isRunning: boolean;
  onRetry: () => void;
}

const heights = { table: 280, number: 72, bar: 240, line: 240, scatter: 240, histogram: 240 } as const;

/** What a card shows: its chart, or in words why there is none. */
export function CardAnswer({ card, asTable, answer, error, isRunning, onRetry }: CardAnswerProps) {
  const height = heights[card.chart.kind];
  if (answer?.status === "succeeded") {
    return (
      <div className="min-w-0 flex-1">
        <AnswerChart
          title={card.title}
          columns={answer.columns}
          rows={answer.rows}
          spec={card.chart}
          rowCount={answer.rowCount}
          height={height}
          isBare
          asTable={asTable}
        />
      </div>
    );
  }
  if (isRunning || (!answer && !error)) {
    return (
      <div role="status" aria-label="The query is running" className="flex-1">
        <Skeleton className={card.chart.kind === "number" ? "h-18 w-full" : "h-60 w-full"} />
      </div>
    );
  }
  return <Failed sql={card.sql} words={answer ? failureWords(answer) : errorSentence(error)} onRetry={onRetry} />;
}

function failureWords({ status, error }: QueryAnswerView): string {
  if (error) return error.message;
  return status === "cancelled" ? "The query was stopped." : "The query did not say why it failed. Refresh the card.";
}

function Failed({ sql, words, onRetry }: { sql: string; words: string; onRetry: () => void }) {
  const { data: tables } = useQuery({ queryKey: ["tables"], queryFn: ({ signal }) => listTables(signal) });
  const missing = tables ? tablesNamedIn(sql).filter((table) => table in tableOrigins && tables.every(({ name }) => name !== table)) : [];
  return (
    <div className="flex flex-1 flex-col items-start gap-3 py-2">
      {missing.length > 0 ? (
        missing.map((table) => (
          <p key={table} className="text-pretty text-quiet">
            <span className="text-ink">There is no table {table} yet.</span> {tableOrigins[table]} The card fills by itself then.
          </p>
        ))
      ) : (
        <>
          <p role="alert" className="flex gap-2 text-pretty">
            <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-failed" />
            <span className="min-w-0 wrap-anywhere">{words}</span>
          </p>
          <Button size="small" onClick={onRetry}>
            Try again
          </Button>
        </>
      )}
    </div>
  );
}
