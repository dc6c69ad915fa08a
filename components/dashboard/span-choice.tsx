import { clsx } from "clsx";
import { type Span, spans } from "./use-place.ts";

/** How many days are looked at. */
export function SpanChoice({ days, choose }: { days: Span; choose: (days: Span) => void }) {
  return (
    <fieldset aria-label="Days shown" className="flex shrink-0 gap-1">
      {spans.map((span) => (
        <button
          key={span}
          type="button"
          aria-pressed={days === span}
          onClick={() => choose(span)}
          className={clsx(
            "h-7 shrink-0 rounded-full border px-3 text-xs whitespace-nowrap transition-colors",
            days === span ? "border-accent bg-accent-soft font-medium text-accent" : "border-line bg-surface text-quiet hover:text-ink",
          )}
        >
          {span} days
        </button>
      ))}
    </fieldset>
  );
}
