import { Pills } from "../ui/pills.tsx";
import { type Span, spans } from "./use-place.ts";

const options = spans.map((span) => ({ id: span, words: `${span} days` }));

/** How many days are looked at. */
export function SpanChoice({ days, choose }: { days: Span; choose: (days: Span) => void }) {
  return <Pills label="Days shown" options={options} value={days} onChange={choose} className="shrink-0" />;
}
