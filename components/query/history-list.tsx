"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import type { QueryView } from "#core/api/queries-api";
import { formatBytes, plural } from "#core/words/format-number";
import { errorSentence } from "../api/call-api.ts";
import { deleteQuery, listQueries } from "../api/queries-api.ts";
import { Age } from "../frame/age.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { Fault } from "../ui/fault.tsx";
import { RowsSkeleton } from "../ui/rows-skeleton.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import { UnreadablePanel } from "../ui/unreadable-panel.tsx";
import { hasEnded } from "./await-answer.ts";
import { statementTitle } from "./query-words.ts";

interface HistoryListProps {
  /** The query that is shown. */
  open: string | null;
  onOpen: (query: QueryView) => void;
}

/** What was asked, the latest first; each brings its statement back, and its answer. */
export function HistoryList({ open, onOpen }: HistoryListProps) {
  const queries = useQueryClient();
  const [fault, setFault] = useState<string | null>(null);
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery({
    queryKey: ["queries"],
    queryFn: ({ pageParam, signal }) => listQueries(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ cursor }) => cursor ?? undefined,
    // What runs comes to an end without saying so.
    refetchInterval: ({ state }) => (state.data?.pages[0]?.queries.some((query) => !hasEnded(query)) ? 1_500 : false),
  });
  const all = data?.pages.flatMap((page) => page.queries);
  const remove = async (id: string) => {
    setFault(null);
    try {
      await deleteQuery(id);
      await queries.invalidateQueries({ queryKey: ["queries"] });
    } catch (cause) {
      setFault(errorSentence(cause));
    }
  };
  if (error && !all) return <UnreadablePanel title="The history could not be read" error={error} onRetry={refetch} />;
  if (!all) return <RowsSkeleton label="Reading the history" rows={4} rowClass="h-16" bars={["w-40"]} />;
  if (all.length === 0) return <p className="text-quiet">Nothing was asked yet. Answers are kept here for thirty days.</p>;
  return (
    <div className="flex flex-col gap-2">
      <Fault>{fault}</Fault>
      <ul aria-label="History" className="divide-y divide-line overflow-hidden rounded border border-line bg-surface">
        {all.map((query) => (
          <HistoryItem
            key={query.id}
            query={query}
            isOpen={query.id === open}
            onOpen={() => onOpen(query)}
            onDelete={() => remove(query.id)}
          />
        ))}
      </ul>
      {hasNextPage && (
        <Button className="self-start" size="small" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? "Reading…" : "Show older ones"}
        </Button>
      )}
    </div>
  );
}

interface HistoryItemProps {
  query: QueryView;
  isOpen: boolean;
  onOpen: () => void;
  onDelete: () => Promise<void>;
}

function HistoryItem({ query, isOpen, onOpen, onDelete }: HistoryItemProps) {
  const { sql, status, rowCount, bytesRead, createdAt } = query;
  const title = statementTitle(sql);
  return (
    <li className={isOpen ? "flex items-start gap-1 bg-accent-soft pr-1" : "flex items-start gap-1 pr-1"}>
      <button
        type="button"
        aria-current={isOpen ? "true" : undefined}
        onClick={onOpen}
        className="flex min-w-0 flex-1 flex-col gap-1 px-3 py-2 text-left -outline-offset-2 hover:bg-hover"
      >
        <span className="figures line-clamp-2 text-xs break-words">{title}</span>
        <span className="flex flex-wrap items-center gap-x-2 text-xs text-quiet tabular-nums">
          <StatusMark status={status} className="text-xs" />
          {rowCount !== null && (
            <span>
              {plural(rowCount, "row")} · {formatBytes(bytesRead)}
            </span>
          )}
          <Age at={createdAt} />
        </span>
      </button>
      {hasEnded(query) && (
        <IconButton label={`Delete from the history: ${title.slice(0, 60)}`} onClick={() => void onDelete()} className="mt-1 size-7">
          <Trash2 aria-hidden="true" className="size-4" />
        </IconButton>
      )}
    </li>
  );
}
