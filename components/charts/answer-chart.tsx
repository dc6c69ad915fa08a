"use client";

import type { AnswerColumn, AnswerRows } from "#core/charts/answer-cell";
import type { ChartSpec } from "#core/charts/chart-spec";
import { late } from "../frame/late.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

export interface AnswerChartProps {
  /** What it shows, in a few words. */
  title: string;
  columns: readonly AnswerColumn[];
  /** As texts, so that every digit can be said; values do as well. */
  rows: AnswerRows;
  spec: ChartSpec;
  /** Of the whole answer, where only its first rows are here. */
  rowCount?: number | null;
  /** Of the drawing, in pixels. */
  height?: number;
  /** The title stands elsewhere already. */
  isBare?: boolean;
  /** Whether the table stands in place of the drawing, where something else decides that. */
  asTable?: boolean;
}

/** An answer as it is to be drawn; what draws is fetched when the first one is shown. */
export const AnswerChart = late<AnswerChartProps>(
  async () => (await import("./answer-figure.tsx")).AnswerFigure,
  <Skeleton className="h-60 w-full" />,
);
