"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Database } from "lucide-react";
import type { RecordView } from "#core/api/records-api";
import { formatCount } from "#core/words/format-number";
import { listRecords } from "../api/records-api.ts";
import { Age } from "../frame/age.tsx";
import { Button } from "../ui/button.tsx";
import { MessagePanel } from "../ui/message-panel.tsx";
import { RowsSkeleton } from "../ui/rows-skeleton.tsx";
import { UnreadablePanel } from "../ui/unreadable-panel.tsx";
import { keyWords } from "./record-words.ts";

/** More columns than these are for the record's own page. */
const shownColumns = 12;

interface RecordTableProps {
  dataset: string;
  prefix: string;
  open: (key: readonly string[]) => void;
}

/** Records in the order of their keys. */
export function RecordTable({ dataset, prefix, open }: RecordTableProps) {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ["records", dataset, prefix],
    queryFn: ({ pageParam, signal }) => listRecords({ dataset, prefix, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.cursor ?? undefined,
    placeholderData: (before) => before,
  });
  if (error) return <UnreadablePanel title="The records could not be read" error={error} onRetry={refetch} />;
  if (isPending) return <RecordTableSkeleton />;
  const records = data.pages.flatMap((page) => page.records);
  if (records.length === 0) return <Nothing prefix={prefix} />;
  const columns = columnsOf(records, data.pages[0]?.columns ?? []);
  return (
    <div className="flex flex-col gap-3">
      <div className="overflow-x-auto rounded border border-line bg-surface">
        <table className="w-full text-left">
          <caption className="sr-only">Records of {dataset}</caption>
          <thead>
            <tr className="border-line border-b text-xs text-quiet">
              <th className="sticky left-0 bg-surface py-2 pr-4 pl-4 font-medium">Key</th>
              {columns.map((name) => (
                <th key={name} className="max-w-60 truncate px-3 py-2 font-medium">
                  {name === "" ? "(no name)" : name}
                </th>
              ))}
              <th className="px-3 py-2 text-right font-medium">Version</th>
              <th className="py-2 pr-4 pl-3 text-right font-medium">Written</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {records.map((record) => (
              <Row key={JSON.stringify(record.key)} record={record} columns={columns} open={open} />
            ))}
          </tbody>
        </table>
      </div>
      {hasNextPage && (
        <Button className="self-center" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </div>
  );
}

export function RecordTableSkeleton() {
  return <RowsSkeleton label="Reading the records" rows={8} rowClass="h-9 first:h-8" bars={["w-16", "w-28", "w-20", "w-16"]} />;
}

function Row({ record, columns, open }: { record: RecordView; columns: readonly string[]; open: RecordTableProps["open"] }) {
  return (
    <tr className="figures group text-xs hover:bg-hover">
      <th scope="row" className="sticky left-0 max-w-60 bg-surface py-0 pl-1 font-medium group-hover:bg-hover">
        <button
          type="button"
          onClick={() => open(record.key)}
          className="h-9 max-w-full truncate rounded-sm px-3 text-accent hover:underline"
          title={keyWords(record.key)}
        >
          {keyWords(record.key)}
        </button>
      </th>
      {columns.map((name) => (
        <td key={name} className="max-w-60 truncate px-3 py-2" title={record.data[name] ?? ""}>
          {record.data[name]}
        </td>
      ))}
      <td className="px-3 py-2 text-right">{formatCount(record.version)}</td>
      <td className="py-2 pr-4 pl-3 text-right whitespace-nowrap text-quiet">
        <Age at={record.writtenAt} />
      </td>
    </tr>
  );
}

/** The dataset's, as far as these records have them; without those that are the key already. */
function columnsOf(records: readonly RecordView[], known: readonly string[]): string[] {
  const present = new Set(records.flatMap(({ data }) => Object.keys(data)));
  const names = [...new Set([...known.filter((name) => present.has(name)), ...present])];
  const isKey = (name: string) => records.every(({ key, data }) => key.length === 1 && data[name] === key[0]);
  return names.filter((name) => !isKey(name)).slice(0, shownColumns);
}

function Nothing({ prefix }: { prefix: string }) {
  if (prefix !== "") {
    return (
      <MessagePanel icon={<Database className="size-7" />} title="No such key">
        No record’s key begins with “{prefix}”. Upper and lower case are different here.
      </MessagePanel>
    );
  }
  return (
    <MessagePanel icon={<Database className="size-7" />} title="Nothing is loaded yet">
      Drop a file with a key column, such as customer_id, and choose Load. Its rows become records that stay, and can be looked up here.
    </MessagePanel>
  );
}
