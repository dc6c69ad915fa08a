import { clsx } from "clsx";
import { scaleBars } from "./bar-scale.ts";

export interface Bar {
  label: string;
  /** Said smaller beside the label. */
  detail?: string | undefined;
  value: number;
  /** The value as people read it. */
  text: string;
  /** Stands for several; drawn apart from the others. */
  isRest?: boolean;
}

interface BarChartProps {
  /** What the chart shows, for those who hear it. */
  caption: string;
  labelTitle: string;
  valueTitle: string;
  bars: readonly Bar[];
}

/** A chart that is a table: each row has its label, its bar and its value, so that nobody needs to see the bars. */
export function BarChart({ caption, labelTitle, valueTitle, bars }: BarChartProps) {
  const extents = scaleBars(bars.map(({ value }) => value));
  return (
    <table className="w-full table-fixed border-collapse text-left">
      <caption className="sr-only">{caption}</caption>
      <colgroup>
        <col className="w-[42%] sm:w-[40%]" />
        <col />
        <col className="w-22 sm:w-28" />
      </colgroup>
      <thead className="text-xs text-quiet">
        <tr>
          <th scope="col" className="pb-1.5 font-normal">
            {labelTitle}
          </th>
          <th scope="col" className="pb-1.5 text-right font-normal" colSpan={2}>
            {valueTitle}
          </th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar, index) => (
          <BarRow key={`${bar.label}\t${bar.detail ?? ""}`} bar={bar} extent={extents[index] ?? { start: 0, length: 0 }} />
        ))}
      </tbody>
    </table>
  );
}

function BarRow({ bar: { label, detail, value, text, isRest }, extent }: { bar: Bar; extent: { start: number; length: number } }) {
  const fill = isRest ? "bg-line-strong" : value < 0 ? "bg-failed" : "bg-accent";
  const place = { marginInlineStart: `${extent.start * 100}%`, width: `${extent.length * 100}%` };
  return (
    <tr className={clsx("transition-colors hover:bg-hover", isRest && "text-quiet")}>
      <th scope="row" className="py-1 pr-3 align-middle font-normal" title={detail === undefined ? label : `${label}, ${detail}`}>
        <span className="flex min-w-0 flex-col sm:flex-row sm:items-baseline sm:gap-2">
          <span className="min-w-0 truncate">{label}</span>
          {detail !== undefined && <span className="truncate text-xs text-quiet sm:shrink-0">{detail}</span>}
        </span>
      </th>
      <td className="py-1 align-middle" aria-hidden="true">
        <div className={clsx("h-3 min-w-px rounded-sm", fill)} style={place} />
      </td>
      <td className="truncate py-1 pl-2 text-right align-middle font-mono text-xs tabular-nums" title={text}>
        {text}
      </td>
    </tr>
  );
}
