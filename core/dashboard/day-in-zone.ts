const quarterMs = 15 * 60_000;
const dayMs = 86_400_000;

/** Days as people of one time zone (IANA name or offset) see them; each day is written `2026-11-21`. */
export interface ZoneDays {
  dayOf(time: number): string;
  /** This many days up to the one of `now`, the earliest first. */
  lastDays(now: number, count: number): string[];
}

/** Offsets are whole quarters of an hour, so each quarter of an hour is asked for once. Throws RangeError where there is no such zone. */
export function createZoneDays(timeZone: string): ZoneDays {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const known = new Map<number, string>();
  const dayOf = (time: number) => {
    const quarter = Math.floor(time / quarterMs);
    const day = known.get(quarter) ?? format.format(quarter * quarterMs);
    known.set(quarter, day);
    return day;
  };
  return {
    dayOf,
    lastDays(now, count) {
      const today = Date.parse(`${dayOf(now)}T00:00:00Z`);
      return Array.from({ length: count }, (_, index) => new Date(today - (count - 1 - index) * dayMs).toISOString().slice(0, 10));
    },
  };
}

/** Whether there is such a time zone. */
export function isTimeZone(name: string): boolean {
  try {
    createZoneDays(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
