const dayMs = 86_400_000;

/** Whether `YYYYMMDD` is a day that there is. */
export function isDate(text: string): boolean {
  if (!/^\d{8}$/.test(text)) return false;
  const time = toTime(text);
  return !Number.isNaN(time) && toDate(time) === text;
}

export function addDays(date: string, days: number): string {
  return toDate(toTime(date) + days * dayMs);
}

/** 1 is Monday, 7 Sunday. */
export function weekdayOf(date: string): number {
  return new Date(toTime(date)).getUTCDay() || 7;
}

/** "2026-11-20", as people write it. */
export function formatDate(date: string): string {
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;
}

/** The day that it is in a time zone. */
export function dateIn(zone: string, time: number): string {
  const { year, month, day } = partsIn(zone, time);
  return toDate(Date.UTC(year, month - 1, day));
}

/**
 * When a clock in the zone shows the time (`HH:MM`) on that day, in milliseconds. A time that the clocks skip is when they
 * have gone on; of one that comes twice it is the first.
 */
export function timeIn(zone: string, date: string, time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const wall = toTime(date) + (hours * 60 + minutes) * 60_000;
  // Clocks change at most once within a day of it: it is shown under the offset before or the one after, or skipped.
  const before = offsetAt(zone, wall - dayMs);
  const after = offsetAt(zone, wall + dayMs);
  const shown = [wall - before, wall - after].filter((candidate) => candidate + offsetAt(zone, candidate) === wall);
  return Math.min(...(shown.length > 0 ? shown : [wall - before]));
}

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function toTime(date: string): number {
  return Date.parse(`${formatDate(date)}T00:00:00.000Z`);
}

function toDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10).replaceAll("-", "");
}

/** What the zone's clocks are ahead of UTC. */
function offsetAt(zone: string, time: number): number {
  const { year, month, day, hour, minute, second } = partsIn(zone, time);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000;
}

function partsIn(zone: string, time: number) {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return { year: part("year"), month: part("month"), day: part("day"), hour: part("hour"), minute: part("minute"), second: part("second") };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than using it. Names of zones are few. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(zone, made);
  return made;
}
