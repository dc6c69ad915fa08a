import { clsx } from "clsx";
import type { Counts } from "#core/jobs/job";
import { formatCount } from "#core/words/format-number";
import { OutcomeBar } from "../jobs/outcome-bar.tsx";

const terms = [
  { key: "out", words: "out", sign: "=", tone: "text-done" },
  { key: "rejected", words: "set aside", sign: "+", tone: "text-aside" },
  { key: "filtered", words: "filtered", sign: "+", tone: "text-ink" },
] as const;

/** The promise: every row that came in is accounted for. */
export function PromiseLine({ counts }: { counts: Counts }) {
  return (
    <section aria-label="Rows" className="rounded border border-line bg-surface px-4 py-4 sm:px-5">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-lg text-quiet sm:text-xl">
        <Term count={counts.in} words="in" tone="text-ink" />{" "}
        {terms.map(({ key, words, sign, tone }) => (
          <span key={key} className="inline-flex items-baseline gap-x-3 whitespace-nowrap">
            <span>{sign}</span>{" "}
            {key === "rejected" && counts.rejected > 0 ? (
              <a href="#issues" className="rounded-sm underline decoration-1 decoration-aside underline-offset-4">
                <Term count={counts[key]} words={words} tone={tone} />
              </a>
            ) : (
              <Term count={counts[key]} words={words} tone={counts[key] === 0 ? "text-quiet" : tone} />
            )}{" "}
          </span>
        ))}
      </p>
      <OutcomeBar counts={counts} className="mt-4" />
    </section>
  );
}

function Term({ count, words, tone }: { count: number; words: string; tone: string }) {
  return (
    <span className="whitespace-nowrap">
      <span className={clsx("figures font-medium", tone)}>{formatCount(count)}</span> <span className="text-base">{words}</span>
    </span>
  );
}
