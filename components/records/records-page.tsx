"use client";

import { useQuery } from "@tanstack/react-query";
import type { DatasetView } from "#core/api/records-api";
import { plural } from "#core/words/format-number";
import { listDatasets } from "../api/records-api.ts";
import { Age } from "../frame/age.tsx";
import { Segments } from "../ui/segments.tsx";
import { ImportList } from "./import-list.tsx";
import { LookUp } from "./look-up.tsx";
import { RecordPanel } from "./record-panel.tsx";
import { RecordTable, RecordTableSkeleton } from "./record-table.tsx";
import { type RecordsPlace, usePlace } from "./use-place.ts";

export function RecordsPage() {
  const [place, go] = usePlace();
  const { data: datasets, isPending } = useQuery({ queryKey: ["datasets"], queryFn: ({ signal }) => listDatasets(signal) });
  const chosen = place.dataset ?? likeliest(datasets ?? []);
  const dataset = datasets?.find(({ name }) => name === chosen);
  return (
    <div className="flex flex-col gap-5">
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-lg font-medium sm:text-xl">Records</h1>
          <About dataset={dataset} name={chosen} />
        </div>
        <Views place={place} go={(view) => go({ view, key: null })} />
      </header>
      {place.view === "imports" ? (
        <ImportList />
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-3">
            <Datasets datasets={datasets ?? []} chosen={chosen} choose={(name) => go({ dataset: name, prefix: "", key: null })} />
            <LookUp
              prefix={place.prefix}
              look={(prefix) => go({ prefix, key: null }, "replace")}
              open={(key) => go({ dataset: chosen, prefix: key, key: [key] })}
            />
          </div>
          {place.dataset === null && isPending ? (
            <RecordTableSkeleton />
          ) : place.key ? (
            <RecordPanel dataset={chosen} recordKey={place.key} close={() => go({ key: null })} />
          ) : (
            <RecordTable key={chosen} dataset={chosen} prefix={place.prefix} open={(key) => go({ dataset: chosen, key })} />
          )}
        </>
      )}
    </div>
  );
}

/** What a load goes into when it says nothing, else what was loaded last. */
function likeliest(datasets: readonly DatasetView[]): string {
  const last = datasets.toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt))[0];
  return datasets.some(({ name }) => name === "records") ? "records" : (last?.name ?? "records");
}

function About({ dataset, name }: { dataset: DatasetView | undefined; name: string }) {
  if (!dataset) return <p className="mt-1 text-quiet">What was loaded, found by its key.</p>;
  return (
    <p className="mt-1 flex flex-wrap gap-x-2 text-quiet">
      <span>
        <span className="tabular-nums">{plural(dataset.records, "record")}</span>
        {name === "records" ? "" : ` in ${name}`}, found by {dataset.keyColumns.join(" and ") || "their keys"}
      </span>
      <span aria-hidden="true">·</span>
      <span>
        loaded <Age at={dataset.updatedAt} />
      </span>
    </p>
  );
}

const views = [
  { id: "records", words: "Look up" },
  { id: "imports", words: "Imports" },
] as const;

function Views({ place, go }: { place: RecordsPlace; go: (view: RecordsPlace["view"]) => void }) {
  return (
    <Segments aria-label="What to see" options={views} value={place.view} onChange={(view) => view !== "" && go(view)} className="flex" />
  );
}

function Datasets({ datasets, chosen, choose }: { datasets: readonly DatasetView[]; chosen: string; choose: (name: string) => void }) {
  const names = [...new Set([...datasets.map(({ name }) => name), chosen])].sort();
  if (names.length < 2) return null;
  return (
    <label className="flex items-center gap-2 text-quiet">
      <span>Dataset</span>
      <select
        value={chosen}
        onChange={(event) => choose(event.target.value)}
        className="h-9 max-w-56 rounded border border-line-strong bg-surface px-2 text-sm text-ink"
      >
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}
