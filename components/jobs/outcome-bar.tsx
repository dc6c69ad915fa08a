import { clsx } from "clsx";
import type { Counts } from "#core/jobs/job";
import { formatCount } from "#core/words/format-number";

const parts = [
  { key: "out", words: "out", className: "bg-done" },
  { key: "rejected", words: "set aside", className: "bg-aside" },
  { key: "filtered", words: "filtered", className: "bg-line-strong" },
] as const;

/** Out, set aside and filtered as shares of what came in; what is there at all stays visible. */
export function OutcomeBar({ counts, className }: { counts: Counts; className?: string }) {
  const label = parts.map(({ key, words }) => `${formatCount(counts[key])} ${words}`).join(", ");
  return (
    <div role="img" aria-label={label} className={clsx("flex h-1 gap-px overflow-hidden rounded-full bg-waiting-soft", className)}>
      {parts.map(
        ({ key, className: fill }) =>
          counts[key] > 0 && <div key={key} className={clsx("min-w-1", fill)} style={{ flexGrow: counts[key] }} />,
      )}
    </div>
  );
}
