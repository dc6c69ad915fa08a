"use client";

import { clsx } from "clsx";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { addDays } from "#core/drops/set-date";
import { IconButton } from "../ui/button.tsx";
import { addMonths, type DaySet, monthOf, weeksOf } from "./calendar-days.ts";
import { dayWords, monthWords, slotWords } from "./drop-words.ts";
import { SlotDot } from "./slot-dot.tsx";

interface MonthCalendarProps {
  month: string;
  day: string | null;
  today: string;
  days: ReadonlyMap<string, readonly DaySet[]>;
  onGo: (place: { month: string; day: string | null }) => void;
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** A month of days, each with its files as dots; arrows go from day to day, also into other months. */
export function MonthCalendar({ month, day, today, days, onGo }: MonthCalendarProps) {
  const reachable = day !== null && monthOf(day) === month ? day : monthOf(today) === month ? today : `${month}01`;
  const goingTo = useRef<string | null>(null);
  // The day may stand in a month that is shown only after the place has changed.
  useEffect(() => {
    if (day === null || goingTo.current !== day) return;
    goingTo.current = null;
    document.getElementById(`day-${day}`)?.focus();
  }, [day]);
  const move = (event: KeyboardEvent<HTMLButtonElement>, date: string) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = addDays(date, step);
    goingTo.current = next;
    onGo({ day: next, month: monthOf(next) });
  };
  return (
    <section aria-label="Calendar" className="overflow-hidden rounded border border-line bg-surface">
      <div className="flex items-center gap-1 border-line border-b py-1.5 pr-2 pl-4">
        <h2 aria-live="polite" className="flex-1 font-medium">
          {monthWords(month)}
        </h2>
        <IconButton label="Month before" onClick={() => onGo({ day, month: addMonths(month, -1) })}>
          <ChevronLeft aria-hidden="true" className="size-4" />
        </IconButton>
        <IconButton label="Next month" onClick={() => onGo({ day, month: addMonths(month, 1) })}>
          <ChevronRight aria-hidden="true" className="size-4" />
        </IconButton>
      </div>
      <table className="w-full table-fixed border-collapse">
        <thead>
          <tr>
            {weekdays.map((name) => (
              <th key={name} scope="col" className="py-1.5 text-center font-normal text-quiet text-xs">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week[0]}>
              {week.map((date) => (
                <td key={date} className="border-line border-t border-l p-0 first:border-l-0">
                  <Day
                    date={date}
                    isOther={monthOf(date) !== month}
                    isToday={date === today}
                    isOpen={date === day}
                    isReachable={date === reachable}
                    sets={days.get(date) ?? []}
                    onOpen={() => onGo({ day: date, month: monthOf(date) })}
                    onKeyDown={(event) => move(event, date)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface DayProps {
  date: string;
  isOther: boolean;
  isToday: boolean;
  isOpen: boolean;
  isReachable: boolean;
  sets: readonly DaySet[];
  onOpen: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => void;
}

const mostRows = 3;

function Day({ date, isOther, isToday, isOpen, isReachable, sets, onOpen, onKeyDown }: DayProps) {
  const rest = sets.length - mostRows;
  return (
    <button
      type="button"
      id={`day-${date}`}
      tabIndex={isReachable ? 0 : -1}
      aria-label={`${dayWords(date)}: ${describe(sets)}`}
      aria-pressed={isOpen}
      aria-current={isToday ? "date" : undefined}
      onClick={onOpen}
      onKeyDown={onKeyDown}
      className={clsx(
        "flex h-16 w-full flex-col items-start gap-1.5 p-1.5 text-left -outline-offset-2 transition-colors md:h-20 md:p-2",
        isOpen ? "bg-accent-soft" : "hover:bg-hover",
      )}
    >
      <span
        className={clsx(
          "figures flex h-5 min-w-5 items-center justify-center rounded-full px-1 text-xs",
          isToday ? "bg-accent font-medium text-on-accent" : isOther ? "text-quiet" : "text-ink",
        )}
      >
        {Number(date.slice(6))}
      </span>
      <span className="flex flex-col gap-1 md:gap-1.5">
        {sets.slice(0, mostRows).map((set) => (
          <span key={set.rule} className="flex flex-wrap gap-1">
            {set.slots.map((slot) => (
              <SlotDot key={slot.name} state={slot.state} />
            ))}
          </span>
        ))}
        {rest > 0 && <span className="text-quiet text-xs">+{rest}</span>}
      </span>
    </button>
  );
}

function describe(sets: readonly DaySet[]): string {
  if (sets.length === 0) return "nothing";
  return sets.map(({ title, slots }) => `${title}: ${slots.map(({ name, state }) => `${name} ${slotWords[state]}`).join(", ")}`).join("; ");
}
