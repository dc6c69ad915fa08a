const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** What is left of a task, never more exact than it can be known. */
export function formatTimeLeft(ms: number): string {
  if (ms < 1500) return "almost done";
  if (ms < minute) return `${Math.ceil(ms / second)} s left`;
  if (ms < hour) return `${Math.ceil(ms / minute)} min left`;
  return `${Math.ceil(ms / hour)} h left`;
}

/** How long ago, for lists: "now", "5 min ago", "3 h ago", "2 d ago", then the date. */
export function formatAge(then: number, now: number): string {
  const age = now - then;
  if (age < 10 * second) return "now";
  if (age < minute) return `${Math.floor(age / second)} s ago`;
  if (age < hour) return `${Math.floor(age / minute)} min ago`;
  if (age < day) return `${Math.floor(age / hour)} h ago`;
  if (age < 7 * day) return `${Math.floor(age / day)} d ago`;
  return dayFormat.format(then);
}

const dayFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const momentFormat = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });
const timeOfDayFormat = new Intl.DateTimeFormat("en-GB", { timeStyle: "short" });
const clockFormat = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** "21 Nov 2026, 14:03:22", in the reader's own time zone. */
export function formatMoment(time: number): string {
  return momentFormat.format(time);
}

/** "14:03", the minute that has begun. */
export function formatTimeOfDay(time: number): string {
  return timeOfDayFormat.format(time);
}

/** "14:03:22". */
export function formatClock(time: number): string {
  return clockFormat.format(time);
}
