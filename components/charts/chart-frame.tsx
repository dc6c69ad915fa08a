"use client";

import { ChartColumn, Table } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "../ui/button.tsx";
import { ChartTable, type ChartTableProps } from "./chart-table.tsx";

interface ChartFrameProps {
  /** What the chart shows, in a few words. */
  caption: string;
  /** Everything the chart says, as a table. */
  table: Omit<ChartTableProps, "caption">;
  legend?: ReactNode;
  /** In pixels; the drawing fills it, and the table scrolls inside it. */
  height: number;
  children: ReactNode;
}

/** A chart with its caption, which can be read as a table instead. */
export function ChartFrame({ caption, table, legend, height, children }: ChartFrameProps) {
  const [asTable, setAsTable] = useState(false);
  const Icon = asTable ? ChartColumn : Table;
  return (
    <figure aria-label={caption} className="min-w-0">
      <div className="mb-2 flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <figcaption className="min-w-0 font-medium">{caption}</figcaption>
        <Button look="ghost" size="small" onClick={() => setAsTable(!asTable)}>
          <Icon aria-hidden="true" className="size-3.5" />
          {asTable ? "Show as chart" : "Show as table"}
        </Button>
      </div>
      <div style={{ height }} className="min-w-0">
        {asTable ? <ChartTable caption={caption} {...table} /> : children}
      </div>
      {legend}
    </figure>
  );
}
