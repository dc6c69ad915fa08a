import { clsx } from "clsx";
import type { ReactNode } from "react";
import { columnWidth, type GridWindow, gutterWidth } from "./grid-window.ts";

interface GridFrameProps {
  label: string;
  window: GridWindow;
  rowCount: number;
  columnCount: number;
  /** The header's cells, of the columns in view. */
  header: ReactNode;
  cell: (row: number, column: number) => string;
  isDimmed?: (column: number) => boolean;
}

const gutterClass = "sticky left-0 z-10 block shrink-0 border-line border-r bg-surface";

/** A grid that scrolls inside itself: the header stays, the row numbers stay. */
export function GridFrame({ label, window, rowCount, columnCount, header, cell, isDimmed }: GridFrameProps) {
  const { scrollRef, columns, before, rows, height, width } = window;
  const gutter = { width: gutterWidth, marginRight: before };
  return (
    <section
      ref={scrollRef}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
      tabIndex={0}
      aria-label={label}
      className="relative min-h-48 flex-1 max-lg:max-h-[60dvh] overflow-auto rounded border border-line bg-surface"
    >
      <table aria-label={label} aria-rowcount={rowCount + 1} aria-colcount={columnCount} className="block" style={{ width }}>
        <thead className="sticky top-0 z-20 block bg-surface">
          <tr aria-rowindex={1} className="flex border-line border-b">
            <td className={gutterClass} style={gutter} />
            {header}
          </tr>
        </thead>
        <tbody className="relative block" style={{ height }}>
          {rows.map(({ index, start }) => (
            <tr
              key={index}
              aria-rowindex={index + 2}
              className="absolute inset-x-0 flex h-7 border-line border-b"
              style={{ transform: `translateY(${start}px)` }}
            >
              <th
                scope="row"
                className={clsx(gutterClass, "figures pr-2 text-right font-normal text-quiet text-xs leading-7")}
                style={gutter}
              >
                {index + 1}
              </th>
              {columns.map((column) => (
                <td
                  key={column}
                  aria-colindex={column + 1}
                  title={cell(index, column)}
                  className={clsx(
                    "figures block shrink-0 truncate border-line border-r px-2.5 text-xs leading-7",
                    isDimmed?.(column) && "opacity-35",
                  )}
                  style={{ width: columnWidth }}
                >
                  {cell(index, column)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
