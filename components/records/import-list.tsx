"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Import } from "lucide-react";
import Link from "next/link";
import type { ImportView } from "#core/api/records-api";
import { listImports } from "../api/records-api.ts";
import { Age } from "../frame/age.tsx";
import { Button } from "../ui/button.tsx";
import { MessagePanel } from "../ui/message-panel.tsx";
import { RowsSkeleton } from "../ui/rows-skeleton.tsx";
import { UnreadablePanel } from "../ui/unreadable-panel.tsx";
import { planWords } from "./record-words.ts";
import { UndoButton } from "./undo-button.tsx";

/** Loads that changed records, the newest first. */
export function ImportList() {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ["imports"],
    queryFn: ({ pageParam, signal }) => listImports(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.cursor ?? undefined,
  });
  if (error) return <UnreadablePanel title="The imports could not be read" error={error} onRetry={refetch} />;
  if (isPending) return <RowsSkeleton label="Reading the imports" rows={4} rowClass="h-14" bars={["w-56", "w-16"]} />;
  const imports = data.pages.flatMap((page) => page.imports);
  if (imports.length === 0) {
    return (
      <MessagePanel icon={<Import className="size-7" />} title="No imports yet">
        Every load that changes records stands here, with what it did, and can be undone.
      </MessagePanel>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <ul aria-label="Imports" className="divide-y divide-line rounded border border-line bg-surface">
        {imports.map((load) => (
          <Row key={load.job} load={load} />
        ))}
      </ul>
      {hasNextPage && (
        <Button className="self-center" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </div>
  );
}

function Row({ load }: { load: ImportView }) {
  return (
    <li className="flex items-center gap-4 py-2.5 pr-2 pl-4">
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <Link href={`/jobs/${load.job}`} className="max-w-full truncate rounded-sm font-medium hover:underline">
            {load.fileName}
          </Link>
          <span className="text-xs whitespace-nowrap text-quiet">
            into {load.dataset}
            {load.mode !== "update" && `, ${load.mode}`}
          </span>
        </p>
        <p className="text-xs text-quiet tabular-nums">
          {planWords(load.plan)}
          {!load.isApplied && <span className="text-aside"> · not finished</span>}
        </p>
      </div>
      <Age at={load.plannedAt} className="text-xs whitespace-nowrap text-quiet max-sm:hidden" />
      <UndoButton load={load} />
    </li>
  );
}
