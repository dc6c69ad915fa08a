"use client";

import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark, ChartColumn, Trash2 } from "lucide-react";
import type { SavedQueryView } from "#core/api/queries-api";
import { deleteSavedQuery, listSavedQueries } from "../api/queries-api.ts";
import { doUnlessUndone } from "../toasts/undoable.ts";
import { IconButton } from "../ui/button.tsx";
import { RowsSkeleton } from "../ui/rows-skeleton.tsx";
import { UnreadablePanel } from "../ui/unreadable-panel.tsx";
import { statementTitle } from "./query-words.ts";

const savedKey = ["saved-queries"] as const;
/** Those whose deletion may still be undone. */
const hidden = new Set<string>();

/** Saved queries, by title. */
export function useSavedQueries() {
  return useQuery({ queryKey: savedKey, queryFn: async ({ signal }) => unhidden(await listSavedQueries(signal)) });
}

function unhidden(saved: SavedQueryView[]): SavedQueryView[] {
  return saved.filter(({ id }) => !hidden.has(id));
}

/** Takes it out of the list at once, and deletes it when the time to undo is over, or when the page goes. */
function deleteLater({ id, title }: SavedQueryView, queries: QueryClient): void {
  doUnlessUndone({
    id: `delete-saved-${id}`,
    line: `Deleted ${title}`,
    failed: `${title} was not deleted.`,
    hide: (isHidden) => {
      if (isHidden) hidden.add(id);
      else hidden.delete(id);
      if (isHidden) queries.setQueryData<SavedQueryView[]>(savedKey, (saved) => saved && unhidden(saved));
      else void queries.invalidateQueries({ queryKey: savedKey });
    },
    carryOut: (keepalive) => deleteSavedQuery(id, { keepalive }),
  });
}

interface SavedListProps {
  open: string | null;
  onOpen: (saved: SavedQueryView) => void;
}

export function SavedList({ open, onOpen }: SavedListProps) {
  const { data, error, refetch } = useSavedQueries();
  const queries = useQueryClient();
  if (error && !data) return <UnreadablePanel title="The saved queries could not be read" error={error} onRetry={refetch} />;
  if (!data) return <RowsSkeleton label="Reading the saved queries" rows={3} rowClass="h-16" bars={["w-40"]} />;
  if (data.length === 0) return <p className="text-quiet">Nothing is saved yet. Save keeps a statement under a title, with its chart.</p>;
  return (
    <ul aria-label="Saved queries" className="divide-y divide-line overflow-hidden rounded border border-line bg-surface">
      {data.map((saved) => (
        <li key={saved.id} className={saved.id === open ? "flex items-start gap-1 bg-accent-soft pr-1" : "flex items-start gap-1 pr-1"}>
          <button
            type="button"
            aria-current={saved.id === open ? "true" : undefined}
            onClick={() => onOpen(saved)}
            className="flex min-w-0 flex-1 flex-col gap-1 px-3 py-2 text-left -outline-offset-2 hover:bg-hover"
          >
            <span className="flex items-center gap-1.5 font-medium">
              {saved.chart && saved.chart.kind !== "table" ? (
                <ChartColumn aria-hidden="true" className="size-4 shrink-0 text-quiet" />
              ) : (
                <Bookmark aria-hidden="true" className="size-4 shrink-0 text-quiet" />
              )}
              <span className="truncate">{saved.title}</span>
            </span>
            <span className="figures line-clamp-1 text-xs break-all text-quiet">{statementTitle(saved.sql)}</span>
          </button>
          <IconButton label={`Delete ${saved.title}`} onClick={() => deleteLater(saved, queries)} className="mt-1 size-7">
            <Trash2 aria-hidden="true" className="size-4" />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
