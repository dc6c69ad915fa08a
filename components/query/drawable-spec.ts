import type { AnswerColumn, AnswerRows } from "#core/charts/answer-cell";
import type { ChartSpec } from "#core/charts/chart-spec";
import { chartProblem } from "#core/charts/check-chart";
import { suggestChart } from "#core/charts/suggest-chart";

/** What was chosen, as long as the answer has its columns; else what suits the answer. */
export function drawableSpec(spec: ChartSpec | null, columns: readonly AnswerColumn[], rows: AnswerRows): ChartSpec {
  return spec !== null && chartProblem(spec, columns) === null ? spec : suggestChart(columns, rows);
}
