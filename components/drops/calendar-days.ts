import { isExpected } from "#core/drops/expected-days";
import type { Deadline } from "#core/drops/rule";
import { addDays, weekdayOf } from "#core/drops/set-date";
import type { SetState, SetView, SlotView } from "#core/drops/set-view";

/** A month as `YYYYMM`. */
export function monthOf(date: string): string {
  return date.slice(0, 6);
}

export function addMonths(month: string, months: number): string {
  const first = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(4, 6)) - 1 + months, 1));
  return first.toISOString().slice(0, 7).replace("-", "");
}

/** The weeks of a month, from Monday to Sunday, with the days of other months that belong to them. */
export function weeksOf(month: string): string[][] {
  const first = `${month}01`;
  const weeks: string[][] = [];
  for (let monday = addDays(first, 1 - weekdayOf(first)); weeks.length === 0 || monthOf(monday) === month; monday = addDays(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, day) => addDays(monday, day)));
  }
  return weeks;
}

/** What a day shows of one rule. */
export interface DaySet {
  rule: string;
  title: string;
  state: SetState;
  slots: readonly Pick<SlotView, "state" | "name">[];
}

export interface ExpectingRule {
  id: string;
  title: string;
  enabled: boolean;
  files: readonly string[];
  deadline: Deadline | null;
}

/** The sets of each day; from today on also those of which nothing came yet but will be expected. */
export function toDays(
  sets: readonly SetView[],
  rules: readonly ExpectingRule[],
  dates: readonly string[],
  today: string,
): Map<string, DaySet[]> {
  return new Map(
    dates.map((date) => {
      const there = sets.filter((set) => set.date === date);
      const expected = rules.filter((rule) => isAwaited(rule, date, today) && !there.some((set) => set.rule === rule.id));
      return [date, [...there, ...expected.map(toAwaited)]];
    }),
  );
}

function isAwaited({ enabled, deadline }: ExpectingRule, date: string, today: string): boolean {
  return enabled && deadline !== null && date >= today && isExpected(deadline, date);
}

function toAwaited({ id, title, files }: ExpectingRule): DaySet {
  return { rule: id, title, state: "waiting", slots: files.map((name) => ({ state: "awaited", name })) };
}
