"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, SearchX } from "lucide-react";
import Link from "next/link";
import type { RecordView } from "#core/api/records-api";
import { formatCount } from "#core/words/format-number";
import { errorSentence } from "../api/call-api.ts";
import { getRecord } from "../api/records-api.ts";
import { Age } from "../frame/age.tsx";
import { useJobSummary } from "../jobs/use-jobs.ts";
import { Button } from "../ui/button.tsx";
import { MessagePanel } from "../ui/message-panel.tsx";
import { RowsSkeleton } from "../ui/rows-skeleton.tsx";
import { jobName } from "../words/job-words.ts";
import { keyWords } from "./record-words.ts";

interface RecordPanelProps {
  dataset: string;
  recordKey: readonly string[];
  close: () => void;
}

/** One record, and where each of its versions came from. */
export function RecordPanel({ dataset, recordKey, close }: RecordPanelProps) {
  const { data, error } = useQuery({
    queryKey: ["record", dataset, ...recordKey],
    queryFn: ({ signal }) => getRecord(dataset, recordKey, signal),
    retry: false,
  });
  return (
    <section aria-label={`Record ${keyWords(recordKey)}`} className="flex flex-col gap-4">
      <div className="flex items-center gap-3">
        <Button look="ghost" size="small" onClick={close}>
          <ArrowLeft aria-hidden="true" className="size-4" />
          All records
        </Button>
        <h2 className="figures min-w-0 truncate text-base font-medium">{keyWords(recordKey)}</h2>
      </div>
      {error ? (
        <MessagePanel icon={<SearchX className="size-7" />} title="This record cannot be shown">
          {errorSentence(error)}
        </MessagePanel>
      ) : data ? (
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-6 gap-y-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
          <Values record={data} />
          <History record={data} />
        </div>
      ) : (
        <RowsSkeleton label="Reading the record" rows={5} rowClass="h-9" bars={["w-24", "w-40"]} />
      )}
    </section>
  );
}

function Values({ record }: { record: RecordView }) {
  const numbers = new Set(record.numbers);
  return (
    <dl aria-label="Values" className="divide-y divide-line rounded border border-line bg-surface">
      {Object.entries(record.data).map(([name, value]) => (
        <div key={name} className="grid gap-x-4 px-4 py-2 sm:grid-cols-[12rem_minmax(0,1fr)]">
          <dt className="truncate text-quiet" title={name}>
            {name === "" ? "(no name)" : name}
            {numbers.has(name) && <span className="ml-2 text-xs">number</span>}
          </dt>
          <dd className="figures break-words whitespace-pre-wrap">{value === "" ? <span className="text-quiet">empty</span> : value}</dd>
        </div>
      ))}
    </dl>
  );
}

function History({ record }: { record: RecordView }) {
  return (
    <div>
      <h3 className="mb-2 font-medium">History</h3>
      <ol className="divide-y divide-line rounded border border-line bg-surface">
        {[record, ...record.history].map((origin) => (
          <li key={`${origin.version} ${origin.job}`} className="flex items-baseline gap-3 px-4 py-2">
            <span className="figures w-16 shrink-0 text-xs text-quiet">version {formatCount(origin.version)}</span>
            <span className="min-w-0 flex-1 truncate">
              <Origin job={origin.job} /> <span className="text-xs text-quiet">row {formatCount(origin.row)}</span>
            </span>
            <Age at={origin.writtenAt} className="text-xs whitespace-nowrap text-quiet" />
          </li>
        ))}
      </ol>
      {record.version > record.history.length + 1 && (
        <p className="mt-2 text-xs text-quiet">Where earlier versions came from is not kept.</p>
      )}
    </div>
  );
}

function Origin({ job }: { job: string }) {
  const summary = useJobSummary(job);
  return (
    <Link href={`/jobs/${job}`} className="rounded-sm text-accent hover:underline">
      {summary ? jobName(summary) : "a load"}
    </Link>
  );
}
