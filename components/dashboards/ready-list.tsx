import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { type ReadyDashboard, readyDashboards, tableOrigins } from "#core/dashboards/ready";
import { listTables } from "../api/lake-api.ts";
import { Button } from "../ui/button.tsx";

interface ReadyListProps {
  /** Titles of dashboards that there are. */
  taken: ReadonlySet<string>;
  isBusy: boolean;
  onTake: (ready: ReadyDashboard) => void;
}

/** Dashboards that are ready but for the data. */
export function ReadyList({ taken, isBusy, onTake }: ReadyListProps) {
  const { data: tables } = useQuery({ queryKey: ["tables"], queryFn: ({ signal }) => listTables(signal) });
  const known = tables && new Set(tables.map(({ name }) => name));
  return (
    <section aria-labelledby="ready-title" className="flex flex-col gap-3">
      <h2 id="ready-title" className="font-medium">
        Ready to use
      </h2>
      <ul className="grid gap-3 md:grid-cols-2">
        {readyDashboards.map((ready) => (
          <li key={ready.id} className="flex flex-col gap-2 rounded border border-line bg-surface px-4 py-4">
            <h3 className="font-medium">{ready.title}</h3>
            <p className="text-pretty text-quiet">{ready.description}</p>
            {known && <Needs missing={ready.tables.filter((table) => !known.has(table))} />}
            <Button
              size="small"
              disabled={isBusy}
              onClick={() => onTake(ready)}
              className="mt-auto self-start"
              aria-label={`Use ${ready.title}`}
            >
              {taken.has(ready.title) ? "Use once more" : "Use"}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Needs({ missing }: { missing: readonly string[] }) {
  if (missing.length === 0) {
    return (
      <p className="flex items-center gap-1.5 text-done text-xs">
        <Check aria-hidden="true" className="size-3.5" />
        Its tables are in the lake
      </p>
    );
  }
  return (
    <ul className="flex flex-col gap-1 text-quiet text-xs">
      {missing.map((table) => (
        <li key={table} className="text-pretty">
          <span className="text-ink">No table {table} yet.</span> {tableOrigins[table]}
        </li>
      ))}
    </ul>
  );
}
