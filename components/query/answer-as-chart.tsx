"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { QueryAnswerView } from "#core/api/queries-api";
import type { ChartSpec } from "#core/charts/chart-spec";
import { getQuery } from "../api/queries-api.ts";
import { AnswerChart } from "../charts/answer-chart.tsx";
import { ChartChoice } from "../charts/chart-choice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { UnreadablePanel } from "../ui/unreadable-panel.tsx";
import { drawableSpec } from "./drawable-spec.ts";

/** More points than a chart can tell apart. */
const mostRows = 5_000;

export interface AnswerAsChartProps {
  answer: QueryAnswerView;
  title: string;
  /** Null: what suits the answer. */
  spec: ChartSpec | null;
  onSpec: (spec: ChartSpec) => void;
}

/** An answer as a chart, and how it is drawn. */
export function AnswerAsChart({ answer, title, spec, onSpec }: AnswerAsChartProps) {
  const { id, columns, rowCount } = answer;
  const needsMore = (rowCount ?? 0) > answer.rows.length && answer.rows.length < mostRows;
  const { data, error, refetch } = useQuery({
    queryKey: ["query", id, "to draw"],
    queryFn: ({ signal }) => getQuery(id, { as: "text", limit: mostRows }, signal),
    enabled: needsMore,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const rows = needsMore ? data?.rows : answer.rows;
  const drawn = useMemo(() => rows && drawableSpec(spec, columns, rows), [rows, spec, columns]);
  if (error) return <UnreadablePanel title="The rows could not be read" error={error} onRetry={refetch} />;
  if (!rows || !drawn) return <Skeleton className="h-80 rounded" />;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div className="min-w-0 rounded border border-line bg-surface p-4">
        <AnswerChart title={title} columns={columns} rows={rows} spec={drawn} rowCount={rowCount ?? rows.length} height={320} />
      </div>
      <ChartChoice columns={columns} rows={rows} spec={drawn} onChange={onSpec} />
    </div>
  );
}
