"use client";

import { SearchX } from "lucide-react";
import { useEffect } from "react";
import { late } from "../frame/late.tsx";
import { loadLate } from "../frame/load-late.ts";
import { Button } from "../ui/button.tsx";
import { MessagePanel } from "../ui/message-panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { UnreadablePanel } from "../ui/unreadable-panel.tsx";
import { statusWords } from "../words/job-words.ts";
import { DropBar } from "./drop-bar.tsx";
import type { JobFilter } from "./job-filter.ts";
import { JobFilters } from "./job-filters.tsx";
import { useJobFilter } from "./use-job-filter.ts";
import { useJobList } from "./use-job-list.ts";

const loadList = async () => (await import("./job-list.tsx")).JobList;
const JobList = late(loadList, <RowsSkeleton />);
const DropZone = late(async () => (await import("./drop-zone.tsx")).DropZone, <RowsSkeleton />);

export function JobsPage() {
  const [filter, setFilter] = useJobFilter();
  const list = useJobList(filter);
  useEffect(() => {
    // Comes while the server is asked, not after.
    void loadLate(loadList);
  }, []);
  const filtered = filter.status !== null || filter.query !== "";
  const nothingYet = !filtered && list.rows.length === 0 && !list.isPending && !list.error;
  return (
    <>
      <h1 className="sr-only">Jobs</h1>
      {nothingYet ? (
        <DropZone />
      ) : (
        <div className="flex flex-col gap-3">
          <DropBar />
          <JobFilters filter={filter} onChange={setFilter} />
          <Rows filter={filter} list={list} onClear={() => setFilter({ status: null, query: "" })} />
        </div>
      )}
    </>
  );
}

interface RowsProps {
  filter: JobFilter;
  list: ReturnType<typeof useJobList>;
  onClear: () => void;
}

function Rows({ filter, list, onClear }: RowsProps) {
  if (list.rows.length > 0) {
    return (
      <>
        <JobList key={filter.status} rows={list.rows} readMore={list.readMore} />
        {list.isReadingMore && <p className="py-3 text-center text-xs text-quiet">Reading more jobs</p>}
        {list.error && <UnreadablePanel title="The jobs could not be read" error={list.error} onRetry={list.readMore} />}
      </>
    );
  }
  if (list.error) return <UnreadablePanel title="The jobs could not be read" error={list.error} onRetry={list.readAgain} />;
  if (list.isPending || list.isReadingMore) return <RowsSkeleton />;
  return <NoMatch filter={filter} onClear={onClear} />;
}

function NoMatch({ filter, onClear }: { filter: JobFilter; onClear: () => void }) {
  const status = filter.status === null ? "" : ` with status “${statusWords[filter.status].word}”`;
  const name = filter.query === "" ? "" : ` with “${filter.query}” in its name`;
  return (
    <MessagePanel icon={<SearchX className="size-7" />} title="No job matches" actions={<Button onClick={onClear}>Show all jobs</Button>}>
      There is no job{status}
      {name}.
    </MessagePanel>
  );
}

const skeletonRows = ["a", "b", "c", "d", "e", "f"];

function RowsSkeleton() {
  return (
    <div role="status" aria-label="Reading the jobs" className="divide-y divide-line overflow-hidden rounded border border-line bg-surface">
      {skeletonRows.map((row) => (
        <div key={row} className="flex h-23 items-center gap-6 px-4 md:h-16">
          <Skeleton className="h-4 w-20 max-md:hidden" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-4 w-40" />
            <Skeleton className="h-3 w-24" />
          </div>
          <Skeleton className="h-1.5 w-60 max-md:w-24" />
        </div>
      ))}
    </div>
  );
}
