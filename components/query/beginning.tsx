"use client";

import { FileUp, Sparkles } from "lucide-react";
import { openComposerWith } from "../intake/composer-store.ts";
import { chooseFiles } from "../intake/file-inputs.tsx";
import { Button } from "../ui/button.tsx";
import { MessagePanel } from "../ui/message-panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { exampleQueries } from "./example-queries.ts";
import type { Catalogue } from "./use-catalogue.ts";

interface BeginningProps {
  catalogue: Catalogue;
  /** Writes a statement and runs it. */
  onTry: (sql: string) => void;
}

/** Before anything was asked: what could be, of the table that was published to last; or how to come by a table. */
export function Beginning({ catalogue: { tables, isPending, error }, onTry }: BeginningProps) {
  if (isPending) return <Skeleton className="h-40 rounded" />;
  const table = tables.toSorted((a, b) => (b.publishedAt ?? "").localeCompare(a.publishedAt ?? ""))[0];
  if (!table) return error ? null : <NoTables />;
  return (
    <div className="flex flex-col gap-2">
      <h2 className="text-quiet">To begin with</h2>
      <ul className="grid gap-2 sm:grid-cols-2 xl:grid-cols-3">
        {exampleQueries(table).map(({ words, sql }) => (
          <li key={words} className="min-w-0">
            <button
              type="button"
              onClick={() => onTry(sql)}
              className="flex h-full w-full flex-col gap-2 rounded border border-line bg-surface px-4 py-3 text-left transition-colors hover:border-accent"
            >
              <span className="flex items-start gap-2 font-medium">
                <Sparkles aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-accent" />
                {words}
              </span>
              <span className="figures text-xs break-words whitespace-pre-wrap text-quiet">{sql}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function NoTables() {
  const publish = () => openComposerWith({ settings: { operation: "publish", params: {}, onBadRow: "reject" } });
  return (
    <MessagePanel
      icon={<FileUp aria-hidden="true" className="size-7" />}
      title="There is no table to ask yet"
      actions={
        <>
          <Button look="primary" onClick={publish}>
            Publish a file
          </Button>
          <Button onClick={() => chooseFiles()}>Choose files</Button>
        </>
      }
    >
      Drop a file anywhere on this page and choose “Publish”: its rows become a table, which lies here with its columns and can be asked
      with SQL.
    </MessagePanel>
  );
}
