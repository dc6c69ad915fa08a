"use client";

import { clsx } from "clsx";
import { ChevronDown, EyeOff, Rows3 } from "lucide-react";
import type { ReactNode } from "react";
import { notYetMade, type ProfiledTable } from "#core/profile/profile";
import { AnalyseAgain } from "../profile/analyse-again.tsx";
import { type ProfiledJob, useProfile } from "../profile/use-profile.ts";
import { Button } from "../ui/button.tsx";
import { Menu } from "../ui/menu.tsx";
import { MessagePanel } from "../ui/message-panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { UnreadablePanel } from "../ui/unreadable-panel.tsx";
import { TableGrid } from "./table-grid.tsx";
import { tableHeight } from "./table-height.ts";
import { useRowsPlace } from "./use-rows-place.ts";
import { useTable } from "./use-table.ts";

interface JobRowsProps {
  job: ProfiledJob;
  of: "output" | "input";
}

const noColumns: readonly string[] = [];
const unread = "The rows could not be read";

/** The rows that a job read or wrote, in the grid: what is there already while it is still looked at. */
export function JobRows({ job, of }: JobRowsProps) {
  const { profile, error, readAgain } = useProfile(job);
  const { place, goTo } = useRowsPlace(noColumns);
  const tables = profile?.tables.filter((table) => table.of === of) ?? [];
  const table = tables[place.table] ?? tables[0];
  if (error) return <UnreadablePanel title={unread} error={error} onRetry={readAgain} />;
  if (!table) return <NoTable job={job} of={of} isKnown={profile !== undefined} />;
  return (
    <section aria-label={`Rows of the ${of}`} className="flex flex-col gap-3">
      {tables.length > 1 && <TableMenu tables={tables} table={table} onTable={(n) => goTo({ table: n, sort: null, filters: [] })} />}
      {table.rowsIn !== null ? (
        <Rows key={table.rowsIn} job={job} table={table} name={table.rowsIn} label={`Rows of ${table.name}`} />
      ) : table.why === notYetMade ? (
        <NoTable job={job} of={of} isKnown={false} />
      ) : (
        <Hidden title={table.rows === 0 ? `There are no rows in the ${of}` : "These rows are not kept"}>
          {table.why ?? "They can be downloaded below."}
        </Hidden>
      )}
    </section>
  );
}

function Rows({ job, table: about, name, label }: { job: ProfiledJob; table: ProfiledTable; name: string; label: string }) {
  const { table, error, tryAgain } = useTable(job.id, name);
  if (error) return <UnreadablePanel title={unread} error={error} onRetry={tryAgain} />;
  if (!table) return <GridSkeleton label="Reading the first rows" />;
  return <TableGrid table={table} about={about} label={label} widthsKey={`${job.id}/${name}`} />;
}

function TableMenu({ tables, table, onTable }: { tables: readonly ProfiledTable[]; table: ProfiledTable; onTable: (n: number) => void }) {
  const items = tables.map((each, n) => ({ id: `${each.of} ${each.n}`, words: each.name, onSelect: () => onTable(n) }));
  const trigger = (
    <Button size="small" className="self-start">
      {table.name}
      <ChevronDown aria-hidden="true" className="size-3.5" />
    </Button>
  );
  return <Menu label="Table" align="start" items={items} trigger={trigger} />;
}

function NoTable({ job, of, isKnown }: JobRowsProps & { isKnown: boolean }) {
  if (job.analysis === "pending") return <GridSkeleton label="The rows can be seen in a moment" isSaid />;
  if (job.analysis === "failed") {
    return (
      <Hidden title="These rows cannot be shown" actions={<AnalyseAgain jobId={job.id} />}>
        {job.analysisError?.message ?? "Looking at them failed."} The files themselves are complete and can be downloaded.
      </Hidden>
    );
  }
  if (job.analysis === "done" && !isKnown) return <GridSkeleton label="Reading what is in it" />;
  return <Hidden title={`This job has no ${of} in rows`}>What it left can be downloaded.</Hidden>;
}

function Hidden({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <MessagePanel icon={<EyeOff className="size-7" />} title={title} actions={actions}>
      {children}
    </MessagePanel>
  );
}

function GridSkeleton({ label, isSaid = false }: { label: string; isSaid?: boolean }) {
  return (
    <div role="status" aria-label={label} className={clsx("flex flex-col gap-2", tableHeight)}>
      <p className="flex h-7 items-center gap-2 text-xs text-quiet">
        <Rows3 aria-hidden="true" className="size-4" />
        {isSaid ? `${label}.` : ""}
      </p>
      <Skeleton className="w-full flex-1 rounded" />
    </div>
  );
}
