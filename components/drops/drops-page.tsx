"use client";

import { Plus } from "lucide-react";
import { Suspense, useState } from "react";
import type { RuleView } from "#core/api/drops-api";
import { dateIn } from "#core/drops/set-date";
import { errorSentence } from "../api/call-api.ts";
import type { Rules } from "../api/drops-api.ts";
import { usePageActions } from "../frame/page-actions.ts";
import { useNow } from "../frame/use-now.ts";
import { useHiddenThings } from "../toasts/hidden-things.ts";
import { Button } from "../ui/button.tsx";
import { UnreadablePanel } from "../ui/unreadable-panel.tsx";
import { toDays, weeksOf } from "./calendar-days.ts";
import { DayPanel } from "./day-panel.tsx";
import { slotWords } from "./drop-words.ts";
import { DropsSkeleton, MonthSkeleton } from "./drops-skeleton.tsx";
import { MonthCalendar } from "./month-calendar.tsx";
import { RuleDialog } from "./rule-dialog.tsx";
import { RuleList } from "./rule-list.tsx";
import { SlotDot } from "./slot-dot.tsx";
import { useRules, useSets } from "./use-drops.ts";
import { usePlace } from "./use-place.ts";
import { WhereToPut } from "./where-to-put.tsx";

/** What becomes of files that others put under the workspace's drops, and which of them have come. */
export function DropsPage() {
  const { data, error, refetch } = useRules();
  const hidden = useHiddenThings();
  const [edited, setEdited] = useState<RuleView | "new" | null>(null);
  usePageActions([{ words: "New rule", run: () => setEdited("new") }]);
  return (
    <div className="flex flex-col gap-6">
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-lg font-medium sm:text-xl">Drops</h1>
        <Button onClick={() => setEdited("new")}>
          <Plus aria-hidden="true" className="size-4" />
          New rule
        </Button>
      </div>
      {error && !data && <UnreadablePanel title="The rules could not be read" error={error} onRetry={refetch} />}
      {!data && !error && <DropsSkeleton />}
      {data && (
        <>
          <RuleList rules={data.rules.filter(({ id }) => !hidden.has(id))} onEdit={setEdited} />
          <WhereToPut prefix={data.prefix} />
          <Suspense>
            <Days rules={data} />
          </Suspense>
        </>
      )}
      {edited !== null && <RuleDialog rule={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </div>
  );
}

/** Which day it is is known in the browser only. */
function Days({ rules }: { rules: Rules }) {
  const now = useNow();
  return now === 0 ? <MonthSkeleton /> : <DaysFrom today={dateIn(ownZone(), now)} rules={rules} />;
}

function DaysFrom({ today, rules }: { today: string; rules: Rules }) {
  const [place, go] = usePlace(today);
  const dates = weeksOf(place.month).flat();
  const { data: sets = [], error } = useSets(dates[0] ?? today, dates.at(-1) ?? today);
  const days = toDays(sets, rules.rules, dates, today);
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="flex flex-col gap-2">
        <MonthCalendar {...place} today={today} days={days} onGo={go} />
        <Legend />
        {error && <p className="text-failed">{errorSentence(error)}</p>}
      </div>
      {place.day === null ? (
        <p className="rounded border border-line border-dashed px-4 py-10 text-center text-quiet">Choose a day to see its files.</p>
      ) : (
        <DayPanel day={place.day} sets={days.get(place.day) ?? []} />
      )}
    </div>
  );
}

function Legend() {
  return (
    <ul aria-label="What the dots mean" className="flex flex-wrap gap-x-4 gap-y-1 px-1 text-quiet text-xs">
      {(["here", "late", "missing", "awaited"] as const).map((state) => (
        <li key={state} className="flex items-center gap-1.5">
          <SlotDot state={state} />
          {slotWords[state]}
        </li>
      ))}
    </ul>
  );
}

function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
