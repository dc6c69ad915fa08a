"use client";

import { CalendarDays } from "lucide-react";
import Link from "next/link";
import type { SetRunView, SetView, SlotView } from "#core/drops/set-view";
import { formatBytes } from "#core/words/format-number";
import { StatusMark } from "../ui/status-mark.tsx";
import { toneText } from "../ui/tone.ts";
import { formatMoment } from "../words/format-time.ts";
import type { DaySet } from "./calendar-days.ts";
import { dayWords, setWords, slotWords } from "./drop-words.ts";
import { SlotDot } from "./slot-dot.tsx";
import { useFullSet } from "./use-drops.ts";

/** The sets of a day: which files are here, and what became of them. */
export function DayPanel({ day, sets }: { day: string; sets: readonly (DaySet | SetView)[] }) {
  return (
    <section aria-label={dayWords(day)} className="flex flex-col gap-3">
      <h2 className="font-medium text-base">{dayWords(day)}</h2>
      {sets.length === 0 && (
        <p className="flex items-center gap-2 rounded border border-line bg-surface px-4 py-6 text-quiet">
          <CalendarDays aria-hidden="true" className="size-4 shrink-0" />
          No file of this day has come, and none is expected by a rule.
        </p>
      )}
      {sets.map((set) => (
        <OneSet key={"id" in set ? set.id : set.rule} set={set} />
      ))}
    </section>
  );
}

function OneSet({ set }: { set: DaySet | SetView }) {
  const { word, tone } = setWords[set.state];
  const known = useFullSet("revisions" in set ? set : null);
  return (
    <article className="overflow-hidden rounded border border-line bg-surface">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-line border-b px-4 py-2.5">
        <h3 className="font-medium">{set.title}</h3>
        <span className={`font-medium ${toneText[tone]}`}>{word}</span>
        {known && <p className="w-full text-quiet text-xs">{timeWords(known)}</p>}
      </header>
      <ul className="divide-y divide-line">
        {set.slots.map((slot) => (
          <SlotRow key={slot.name} slot={slot} />
        ))}
      </ul>
      {known && known.revisions.length > 0 && <Deliveries revisions={known.revisions} />}
    </article>
  );
}

function SlotRow({ slot }: { slot: DaySet["slots"][number] | SlotView }) {
  const file = "file" in slot ? slot.file : null;
  return (
    <li className="flex items-center gap-3 px-4 py-2.5">
      <SlotDot state={slot.state} />
      <span className="figures min-w-0 flex-1 truncate text-xs" title={file?.key}>
        {file?.name ?? slot.name}
      </span>
      {file && (
        <span className="figures text-quiet text-xs max-sm:hidden">
          {formatBytes(file.size)} · <time dateTime={file.arrivedAt}>{formatMoment(Date.parse(file.arrivedAt))}</time>
        </span>
      )}
      <span className={slot.state === "missing" ? "text-failed" : slot.state === "late" ? "text-aside" : "text-quiet"}>
        {slotWords[slot.state]}
      </span>
    </li>
  );
}

function Deliveries({ revisions }: { revisions: readonly SetRunView[] }) {
  return (
    <ol aria-label="Deliveries" className="divide-y divide-line border-line border-t bg-ground">
      {revisions.toReversed().map(({ revision, kind, job, status, at, error }) => (
        <li key={revision} className="flex flex-col gap-1 px-4 py-2.5">
          <div className="flex flex-wrap items-center justify-between gap-3">
            {status === null ? (
              <span className="text-quiet">{kind === "run" ? "The job is not there" : "The deadline passed"}</span>
            ) : (
              <Link href={`/jobs/${job}`} className="rounded-sm underline-offset-4 hover:underline">
                <StatusMark status={status} />
              </Link>
            )}
            <span className="text-quiet text-xs">
              Delivery {revision} · <time dateTime={at}>{formatMoment(Date.parse(at))}</time>
            </span>
          </div>
          {error && <p className="text-quiet">{error.message}</p>}
        </li>
      ))}
    </ol>
  );
}

function timeWords({ state, expectedBy, closesAt }: SetView): string {
  if (state === "waiting") return `Expected by ${formatMoment(Date.parse(expectedBy))}`;
  if (state === "incomplete") return `Was expected by ${formatMoment(Date.parse(expectedBy))}. It is run as soon as the rest comes.`;
  return closesAt === null ? "" : `A corrected file is run until ${formatMoment(Date.parse(closesAt))}`;
}
