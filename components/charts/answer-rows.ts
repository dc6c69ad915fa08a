import type { ChartData } from "#core/charts/chart-data";
import { formatCount } from "#core/words/format-number";
import type { ChartTableProps } from "./chart-table.tsx";

type AsRows = Omit<ChartTableProps, "caption">;

/** Everything that a chart says, as rows. */
export function toChartRows(data: Exclude<ChartData, { kind: "table" | "number" }>): AsRows {
  switch (data.kind) {
    case "bar":
      return { head: [data.xTitle, ...data.series], rows: data.points.map(({ title, values }) => [title, ...values.map(textOf)]) };
    case "line":
      return { head: [data.xTitle, ...data.lines], rows: data.points.map(({ title, values }) => [title, ...values.map(textOf)]) };
    case "scatter": {
      const isGrouped = data.series.some((name) => name !== "");
      const rows = data.points.map(({ x, y, series }) => [x.text, y.text, ...(isGrouped ? [data.series[series] ?? ""] : [])]);
      return { head: [data.xTitle, data.yTitle, ...(isGrouped ? ["Series"] : [])], rows };
    }
    case "histogram":
      return { head: ["From", "To", "Values"], rows: data.bins.map(({ from, to, count }) => [from, to, formatCount(count)]) };
  }
}

function textOf(value: { text: string } | undefined): string {
  return value?.text ?? "–";
}
