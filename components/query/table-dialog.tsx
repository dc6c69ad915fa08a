"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import type { PublicationView, TableView } from "#core/api/lake-api";
import { formatBytes, plural } from "#core/words/format-number";
import { errorSentence } from "../api/call-api.ts";
import { deleteTable, getTable, updateTable } from "../api/lake-api.ts";
import { Age } from "../frame/age.tsx";
import { PageLink } from "../frame/page-link.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Fault } from "../ui/fault.tsx";
import { Modal } from "../ui/modal.tsx";
import { Segments } from "../ui/segments.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { UnreadablePanel } from "../ui/unreadable-panel.tsx";
import { spanWords } from "./span-words.ts";

const policies = [
  { id: "reject", words: "Set its row aside" },
  { id: "version", words: "Begin a new version" },
] as const;

/** A table in full: what was published to it, and what becomes of values that do not fit. */
export function TableDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const { data, error, refetch } = useQuery({ queryKey: ["table", name], queryFn: ({ signal }) => getTable(name, signal) });
  return (
    <Modal title={name} onClose={onClose} isWide>
      <div className="flex flex-col gap-5 overflow-y-auto px-5 pb-5">
        {error && !data && <UnreadablePanel title="The table could not be read" error={error} onRetry={refetch} />}
        {!data && !error && <Skeleton className="h-48 rounded" />}
        {data && <AboutTable {...data} onClose={onClose} />}
      </div>
    </Modal>
  );
}

interface AboutTableProps {
  table: TableView;
  publications: readonly PublicationView[];
  onClose: () => void;
}

function AboutTable({ table, publications, onClose }: AboutTableProps) {
  const [isDeleting, setDeleting] = useState(false);
  const queries = useQueryClient();
  const remove = async () => {
    await deleteTable(table.name);
    await queries.invalidateQueries({ queryKey: ["tables"] });
    onClose();
  };
  return (
    <>
      <p className="text-quiet tabular-nums">
        {plural(table.rows, "row")} · {formatBytes(table.bytes)} in {plural(table.files, "file")} · {spanWords(table)}
      </p>
      {table.current !== table.name && (
        <p>
          A type changed: what is published now goes to <span className="figures">{table.current}</span>.
        </p>
      )}
      <Policy table={table} />
      <Publications publications={publications} />
      <Button look="danger" className="self-start" onClick={() => setDeleting(true)}>
        <Trash2 aria-hidden="true" className="size-4" />
        Delete the table
      </Button>
      {isDeleting && (
        <ConfirmDialog
          title={`Delete ${table.name}?`}
          keep="Keep it"
          confirm="Delete the table"
          look="danger"
          onConfirm={remove}
          onClose={() => setDeleting(false)}
        >
          <p>
            {plural(table.rows, "row")} in {plural(table.files, "file")} are gone then. The jobs that published them stay, and can publish
            them again.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}

function Policy({ table }: { table: TableView }) {
  const queries = useQueryClient();
  const [chosen, setChosen] = useState(table.typeChanges);
  const [fault, setFault] = useState<string | null>(null);
  const choose = async (typeChanges: TableView["typeChanges"]) => {
    const before = chosen;
    setChosen(typeChanges);
    setFault(null);
    try {
      await updateTable(table.name, { typeChanges });
      await queries.invalidateQueries({ queryKey: ["table", table.name] });
    } catch (error) {
      setChosen(before);
      setFault(errorSentence(error));
    }
  };
  return (
    <div className="flex flex-col gap-2">
      <h3 id="policy-title" className="font-medium">
        When a value does not fit its column's type
      </h3>
      <Segments
        aria-labelledby="policy-title"
        options={policies}
        value={chosen}
        onChange={(policy) => policy !== "" && void choose(policy)}
        className="self-start"
      />
      <Fault>{fault}</Fault>
    </div>
  );
}

function Publications({ publications }: { publications: readonly PublicationView[] }) {
  if (publications.length === 0) return <p className="text-quiet">Nothing is published to it.</p>;
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-medium">What was published to it</h3>
      <ul aria-label="Publications" className="divide-y divide-line rounded border border-line bg-surface">
        {publications.map(({ job, source, rows, bytes, partitions, publishedAt }) => (
          <li key={job} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-2">
            <PageLink href={`/jobs/${job}`} className="min-w-0 flex-1 basis-40 truncate rounded-sm font-medium hover:text-accent">
              {source}
            </PageLink>
            <span className="text-quiet tabular-nums">
              {plural(rows, "row")} · {formatBytes(bytes)} · {plural(partitions, "hour")}
            </span>
            <Age at={publishedAt} className="text-quiet tabular-nums" />
          </li>
        ))}
      </ul>
    </div>
  );
}
