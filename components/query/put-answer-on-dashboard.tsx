"use client";

import type { QueryAnswerView } from "#core/api/queries-api";
import type { ChartSpec } from "#core/charts/chart-spec";
import { AddToDashboard } from "../dashboards/add-to-dashboard.tsx";
import { drawableSpec } from "./drawable-spec.ts";

interface PutAnswerOnDashboardProps {
  answer: QueryAnswerView;
  title: string;
  spec: ChartSpec | null;
  onClose: () => void;
}

/** The statement of an answer as a card of a dashboard, drawn as it is drawn here or as suits it. */
export function PutAnswerOnDashboard({ answer: { sql, columns, rows }, title, spec, onClose }: PutAnswerOnDashboardProps) {
  return <AddToDashboard title={title} sql={sql} chart={drawableSpec(spec, columns, rows)} onClose={onClose} />;
}
