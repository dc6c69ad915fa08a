import { clsx } from "clsx";
import type { Counts } from "#core/jobs/job";
import type { JobSummary } from "#core/jobs/job-view";
import { formatCount } from "#core/words/format-number";
import { OutcomeBar } from "../jobs/outcome-bar.tsx";
import type { JobTabId } from "./job-tabs.ts";
import { PlaceLink } from "./place-link.tsx";

const terms: readonly { key: keyof Counts; words: string; sign: string; tone: string; tab?: JobTabId }[] = [
  { key: "in", words: "in", sign: "", tone: "text-ink", tab: "input" },
  { key: "out", words: "out", sign: "=", tone: "text-done", tab: "output" },
  { key: "rejected", words: "set aside", sign: "+", tone: "text-aside", tab: "aside" },
  { key: "filtered", words: "filtered", sign: "+", tone: "text-ink" },
];

interface PromiseLineProps {
  counts: Counts;
  params: JobSummary["params"];
  /** Those that can be opened. */
  tabs: readonly JobTabId[];
}

/** The promise: every row that came in is accounted for; each number leads to its rows. */
export function PromiseLine({ counts, params, tabs }: PromiseLineProps) {
  return (
    <section aria-label="Rows" className="rounded border border-line bg-surface px-4 py-4 sm:px-5">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-lg text-quiet sm:text-xl">
        {terms.map(({ key, words, sign, tone, tab }) => (
          <span key={key} className="inline-flex items-baseline gap-x-3 whitespace-nowrap">
            {sign !== "" && <span>{sign}</span>}{" "}
            <Term
              count={counts[key]}
              words={words}
              tone={counts[key] === 0 ? "text-quiet" : tone}
              tab={counts[key] > 0 && tab && tabs.includes(tab) ? tab : undefined}
            />{" "}
          </span>
        ))}
      </p>
      <OutcomeBar counts={counts} className="mt-4" />
      {counts.filtered > 0 && <p className="mt-3 text-quiet">{filterWords(params)}</p>}
    </section>
  );
}

function Term({ count, words, tone, tab }: { count: number; words: string; tone: string; tab: JobTabId | undefined }) {
  const term = (
    <span className="whitespace-nowrap">
      <span className={clsx("figures font-medium", tone)}>{formatCount(count)}</span> <span className="text-base">{words}</span>
    </span>
  );
  if (tab === undefined) return term;
  return (
    <PlaceLink tab={tab} className="rounded-sm underline decoration-line-strong decoration-1 underline-offset-4 hover:decoration-current">
      {term}
    </PlaceLink>
  );
}

function filterWords({ filter }: JobSummary["params"]): string {
  return filter === undefined
    ? "Rows that this operation does not take were filtered out; they are in no result."
    : "Rows that the filter did not take were left out: they are in no result, and nothing is wrong with them. Details has the filter.";
}
