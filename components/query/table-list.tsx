"use client";

import { ChevronRight, Info, Table2 } from "lucide-react";
import { useState } from "react";
import type { TableView } from "#core/api/lake-api";
import { formatBytes, plural } from "#core/words/format-number";
import { Age } from "../frame/age.tsx";
import { late } from "../frame/late.tsx";
import { IconButton } from "../ui/button.tsx";
import { RowsSkeleton } from "../ui/rows-skeleton.tsx";
import { UnreadablePanel } from "../ui/unreadable-panel.tsx";
import { spanWords } from "./span-words.ts";
import type { Catalogue } from "./use-catalogue.ts";

const TableDialog = late(async () => (await import("./table-dialog.tsx")).TableDialog);

interface TableListProps {
  catalogue: Catalogue;
  openTable: string | null;
  onOpenTable: (name: string | null) => void;
  onInsert: (name: string) => void;
}

/** The catalogue: a press on a name writes it into the statement. */
export function TableList({ catalogue, openTable, onOpenTable, onInsert }: TableListProps) {
  const [about, setAbout] = useState<string | null>(null);
  const { tables, error, isPending, readAgain } = catalogue;
  if (error) return <UnreadablePanel title="The tables could not be read" error={error} onRetry={readAgain} />;
  if (isPending) return <RowsSkeleton label="Reading the tables" rows={3} rowClass="h-16" bars={["w-32"]} />;
  if (tables.length === 0) return <p className="text-quiet">No table yet. Publish a file, and it is here.</p>;
  return (
    <>
      <ul aria-label="Tables" className="divide-y divide-line overflow-hidden rounded border border-line bg-surface">
        {tables.map((table) => (
          <TableItem
            key={table.name}
            table={table}
            isOpen={openTable === table.name}
            onToggle={() => onOpenTable(openTable === table.name ? null : table.name)}
            onAbout={() => setAbout(table.name)}
            onInsert={onInsert}
          />
        ))}
      </ul>
      {about !== null && <TableDialog name={about} onClose={() => setAbout(null)} />}
    </>
  );
}

interface TableItemProps {
  table: TableView;
  isOpen: boolean;
  onToggle: () => void;
  onAbout: () => void;
  onInsert: (name: string) => void;
}

function TableItem({ table, isOpen, onToggle, onAbout, onInsert }: TableItemProps) {
  const { name, rows, bytes, publishedAt } = table;
  return (
    <li>
      <div className="flex items-start gap-1 py-2 pr-2 pl-1">
        <IconButton label={`Columns of ${name}`} aria-expanded={isOpen} onClick={onToggle} className="size-7">
          <ChevronRight aria-hidden="true" className={isOpen ? "size-4 rotate-90 transition-transform" : "size-4 transition-transform"} />
        </IconButton>
        <div className="min-w-0 flex-1">
          <button
            type="button"
            title={`Write ${name}`}
            onClick={() => onInsert(name)}
            className="figures flex h-7 max-w-full items-center gap-1.5 rounded-sm text-sm font-medium hover:text-accent"
          >
            <Table2 aria-hidden="true" className="size-4 shrink-0 text-quiet" />
            <span className="truncate">{name}</span>
          </button>
          <p className="flex flex-wrap gap-x-1.5 text-xs text-quiet tabular-nums">
            <span>
              {plural(rows, "row")} · {formatBytes(bytes)}
            </span>
            {publishedAt !== null && (
              <span>
                · <Age at={publishedAt} />
              </span>
            )}
          </p>
          <p className="text-xs text-quiet tabular-nums">{spanWords(table)}</p>
        </div>
        <IconButton label={`About ${name}`} aria-haspopup="dialog" onClick={onAbout} className="size-7">
          <Info aria-hidden="true" className="size-4" />
        </IconButton>
      </div>
      {isOpen && <Columns table={table} onInsert={onInsert} />}
    </li>
  );
}

function Columns({ table: { name, columns }, onInsert }: { table: TableView; onInsert: (name: string) => void }) {
  return (
    <ul aria-label={`Columns of ${name}`} className="border-line border-t bg-ground py-1">
      {columns.map((column) => (
        <li key={column.name}>
          <button
            type="button"
            title={column.header === null || column.header === column.name ? `Write ${column.name}` : `In files: ${column.header}`}
            onClick={() => onInsert(column.name)}
            className="flex h-7 w-full items-center gap-3 px-3 pl-9 text-left -outline-offset-2 hover:bg-hover"
          >
            <span className="figures min-w-0 flex-1 truncate text-xs">{column.name}</span>
            <span className="text-xs text-quiet">{column.type}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
