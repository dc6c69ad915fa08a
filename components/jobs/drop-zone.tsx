"use client";

import { FileUp } from "lucide-react";
import { useState } from "react";
import { type SampleId, samples } from "../intake/sample-files.ts";
import { tryOutSample } from "../intake/try-out-sample.ts";
import { ChooseButtons } from "./choose-buttons.tsx";

/** The page's invitation: generous while there is nothing else to see. */
export function DropZone() {
  return (
    <section
      aria-labelledby="drop-title"
      className="rounded border border-line-strong border-dashed bg-surface px-6 py-14 text-center sm:py-20"
    >
      <FileUp aria-hidden="true" className="mx-auto size-8 text-accent" strokeWidth={1.5} />
      <h2 id="drop-title" className="mt-4 text-lg font-medium text-balance sm:text-xl">
        Drop the files somebody sent you, or paste a table
      </h2>
      <p className="mx-auto mt-2 max-w-lg text-base text-balance text-quiet">
        CSV, TSV, JSON, NDJSON, Parquet or an Excel workbook, of any size, packed or not. You see what is in them before anything leaves
        this machine, and get them back as you need them.
      </p>
      <div className="mt-6 flex flex-wrap justify-center gap-2">
        <ChooseButtons look="primary" />
      </div>
      <h3 className="mt-10 text-xs text-quiet">No file at hand? Try one of these</h3>
      <Samples />
    </section>
  );
}

function Samples() {
  const [busy, setBusy] = useState<SampleId | null>(null);
  const take = async (id: SampleId) => {
    setBusy(id);
    await tryOutSample(id);
    setBusy(null);
  };
  return (
    <ul className="mx-auto mt-3 grid max-w-3xl gap-2 sm:grid-cols-2 lg:grid-cols-4">
      {samples.map(({ id, title, words }) => (
        <li key={id}>
          <button
            type="button"
            disabled={busy !== null}
            onClick={() => void take(id)}
            className="flex size-full flex-col items-start rounded border border-line px-4 py-3 text-left transition-colors hover:border-line-strong hover:bg-hover disabled:opacity-60"
          >
            <span className="block font-medium">{busy === id ? "One moment …" : title}</span>
            <span className="block text-xs text-quiet">{words}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
