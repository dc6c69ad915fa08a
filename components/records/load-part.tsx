"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { ApiError } from "#core/api/api-error";
import type { LoadPlan } from "#core/jobs/job";
import { isTerminal } from "#core/jobs/job-status";
import { formatCount } from "#core/words/format-number";
import { getImport } from "../api/records-api.ts";
import type { KnownJob } from "../job/use-job.ts";
import { UndoButton } from "./undo-button.tsx";
import { formatPlace } from "./use-place.ts";

const terms = [
  { key: "create", words: "create" },
  { key: "update", words: "update" },
  { key: "unchanged", words: "unchanged" },
  { key: "reject", words: "set aside" },
] as const;

/** What a load did to records, or would do; with Undo. */
export function LoadPart({ job }: { job: KnownJob }) {
  const ended = isTerminal(job.status);
  const { data: load } = useQuery({
    queryKey: ["import", job.id, ended],
    enabled: ended && job.params.dryRun !== true,
    queryFn: async ({ signal }) => {
      try {
        return await getImport(job.id, signal);
      } catch (error) {
        if (error instanceof ApiError && error.code === "not-found") return null;
        throw error;
      }
    },
  });
  const plan = job.plan ?? load?.plan;
  if (!plan) return null;
  const dataset = typeof job.params.into === "string" ? job.params.into : "records";
  return (
    <section
      aria-label="Plan"
      className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded border border-line bg-surface px-4 py-3 sm:px-5"
    >
      <p className="flex flex-1 flex-wrap max-sm:basis-full items-baseline gap-x-5 gap-y-1">
        {job.params.dryRun === true && <span className="text-quiet">Only tried:</span>}
        {terms.map(({ key, words }) => (
          <Term key={key} count={plan[key]} words={words} tone={toneOf(key, plan)} />
        ))}
      </p>
      <Link href={formatPlace({ view: "records", dataset, prefix: "", key: null })} className="rounded-sm text-accent hover:underline">
        See {dataset}
      </Link>
      {load && <UndoButton load={load} />}
    </section>
  );
}

function Term({ count, words, tone }: { count: number; words: string; tone: string }) {
  return (
    <span className="whitespace-nowrap text-quiet">
      {words} <span className={`figures text-base font-medium ${tone}`}>{formatCount(count)}</span>
    </span>
  );
}

function toneOf(key: keyof LoadPlan, plan: LoadPlan): string {
  if (plan[key] === 0) return "text-quiet";
  if (key === "reject") return "text-aside";
  return key === "unchanged" ? "text-ink" : "text-done";
}
