import type { Deadline } from "./rule.ts";
import { addDays, dateIn, timeIn, weekdayOf } from "./set-date.ts";

const saturday = 6;

/** When the files of a day have to be there, in milliseconds. */
export function deadlineOf({ time, zone, daysLater }: Deadline, date: string): number {
  return timeIn(zone, addDays(date, daysLater), time);
}

/** The first day whose files can still be in time. */
export function firstExpected(deadline: Deadline, now: Date): string {
  let date = addDays(dateIn(deadline.zone, now.getTime()), -deadline.daysLater);
  while (!isExpected(deadline, date) || deadlineOf(deadline, date) <= now.getTime()) date = addDays(date, 1);
  return date;
}

export function nextExpected(deadline: Deadline, after: string): string {
  let date = addDays(after, 1);
  while (!isExpected(deadline, date)) date = addDays(date, 1);
  return date;
}

export function isExpected({ days }: Deadline, date: string): boolean {
  return days === "every" || weekdayOf(date) < saturday;
}

export function nextDue(deadline: Deadline, expectFrom: string): string {
  return new Date(deadlineOf(deadline, expectFrom)).toISOString();
}
