/** Seconds since 1970 in UTC, or since midnight; and the digits of their fraction, without trailing zeros. */
export interface Moment {
  seconds: number;
  fraction: string;
}

const clock = "([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?";
const wholeClock = new RegExp(`^${clock}$`);
const wholeDateTime = new RegExp(`^(.{10})[Tt ]${clock}([Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?$`);

/** `YYYY-MM-DD`, a day that exists. */
export function readDate(text: string): Moment | null {
  const found = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (!found) return null;
  const [year = 0, month = 0, day = 0] = found.slice(1).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? { seconds: date.getTime() / 1000, fraction: "" } : null;
}

/** A date, `T` or a blank, a time (`HH:MM`, perhaps with seconds and their fraction), and perhaps `Z` or an offset. Without one: UTC. */
export function readDateTime(text: string): Moment | null {
  const found = wholeDateTime.exec(text);
  const day = readDate(found?.[1] ?? "");
  const time = found && readClock(found.slice(2));
  if (!day || !time) return null;
  const zone = found?.[6] ?? "Z";
  const offset = /^([+-])([0-9]{2}):?([0-9]{2})?$/.exec(zone);
  if (!offset) return { ...time, seconds: day.seconds + time.seconds };
  const [hours, minutes] = [Number(offset[2]), Number(offset[3] ?? 0)];
  if (hours > 23 || minutes > 59) return null;
  const shift = (hours * 60 + minutes) * 60;
  return { ...time, seconds: day.seconds + time.seconds - (offset[1] === "-" ? -shift : shift) };
}

export function readTime(text: string): Moment | null {
  const found = wholeClock.exec(text);
  return found && readClock(found.slice(1));
}

function readClock([hours, minutes, seconds = "0", fraction = ""]: readonly (string | undefined)[]): Moment | null {
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  return { seconds: (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds), fraction: fraction.replace(/0+$/, "") };
}

export function compareMoments(a: Moment, b: Moment): number {
  if (a.seconds !== b.seconds) return a.seconds < b.seconds ? -1 : 1;
  return a.fraction === b.fraction ? 0 : a.fraction < b.fraction ? -1 : 1;
}
