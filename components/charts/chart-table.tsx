import { clsx } from "clsx";

export interface ChartTableProps {
  caption: string;
  head: readonly string[];
  /** The first cell of a row is what it is called. */
  rows: readonly (readonly string[])[];
}

export function ChartTable({ caption, head, rows }: ChartTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section aria-label={caption} tabIndex={0} className="h-full overflow-auto rounded-sm border border-line">
      <table className="w-full border-collapse text-left text-xs">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-ground text-quiet">
          <tr>
            {head.map((name, index) => (
              <th key={name} scope="col" className={clsx("px-3 py-1.5 font-normal", index > 0 && "text-right")}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(([name = "", ...cells], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two rows may say the same
            <tr key={index} className="hover:bg-hover">
              <th scope="row" className="figures px-3 py-1 font-normal">
                {name}
              </th>
              {cells.map((cell, place) => (
                <td key={head[place + 1]} className="figures px-3 py-1 text-right">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
