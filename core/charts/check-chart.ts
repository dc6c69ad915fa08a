import type { AnswerColumn } from "./answer-cell.ts";
import type { ChartSpec } from "./chart-spec.ts";

/** The columns that a chart is made of, each once. */
export function columnsOf(spec: ChartSpec): string[] {
  switch (spec.kind) {
    case "table":
      return [];
    case "number":
    case "histogram":
      return [spec.value];
    case "bar":
      return [...new Set([spec.x, ...spec.y])];
    case "line":
      return [...new Set([spec.x, ...spec.y, ...(spec.series === undefined ? [] : [spec.series])])];
    case "scatter":
      return [...new Set([spec.x, spec.y, ...(spec.series === undefined ? [] : [spec.series])])];
  }
}

/** Why an answer with these columns cannot be drawn so, in a sentence that says what to do; null where it can. */
export function chartProblem(spec: ChartSpec, columns: readonly AnswerColumn[]): string | null {
  const names = new Set(columns.map(({ name }) => name));
  const missing = columnsOf(spec).filter((name) => !names.has(name));
  if (missing.length > 0) {
    const [words, are] = missing.length === 1 ? ["a column", "is"] : ["columns", "are"];
    return `The chart is made of ${words} that ${are} not in the answer: ${missing.join(", ")}. Choose others.`;
  }
  if (spec.kind === "line" && spec.series !== undefined && spec.y.length > 1) {
    return "With a line for each value of a column there is one column of values. Choose one.";
  }
  return null;
}
