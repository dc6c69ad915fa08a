import type { ChartSpec } from "#core/charts/chart-spec";
import type { Card } from "#core/dashboards/dashboard";
import { randomKey } from "../upload/random-key.ts";

interface NewCard {
  title: string;
  sql: string;
  chart: ChartSpec;
}

/** A number needs little room, a table of many columns all of it. */
export function newCard({ title, sql, chart }: NewCard): Card {
  const width = chart.kind === "number" ? 3 : chart.kind === "table" ? 12 : 6;
  return { id: randomKey(), title, sql, chart, width };
}
