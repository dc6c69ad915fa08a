import type { MomentKind } from "./date-format.ts";

const dayMs = 86_400_000;
/** 9999-12-31 in either system: later days cannot be shown. */
const lastDay = { "1900": 2_958_465, "1904": 2_957_003 } as const;
const epochs = { "1900": Date.UTC(1899, 11, 30), "1904": Date.UTC(1904, 0, 1) } as const;
/** The 29th of February 1900, which was not. */
const phantomDay = 60;

export type DateSystem = keyof typeof epochs;

/**
 * A stored number as the moment that its format shows, as ISO 8601 without a time zone, to the nearest millisecond: a date alone where
 * the format shows no time and the number has none; a time alone where the format shows no date and the number has none; what a format
 * counts beyond a day as hours, minutes and seconds. Null where it is no moment: the number stays as it is.
 */
export function momentText(stored: string, kind: MomentKind, system: DateSystem): string | null {
  const value = Number(stored);
  if (!Number.isFinite(value)) return null;
  if (kind === "duration") return durationText(value);
  if (value < 0 || value >= lastDay[system] + 1) return null;
  let day = Math.floor(value);
  let ms = Math.round((value - day) * dayMs);
  if (ms === dayMs) {
    day++;
    ms = 0;
  }
  if (kind === "time" && day === 0) return timeText(ms);
  if (system === "1900" && (day === 0 || day === phantomDay)) return null;
  // Before the day that was not, days are counted from one later.
  const shift = system === "1900" && day < phantomDay ? 1 : 0;
  const date = new Date(epochs[system] + (day + shift) * dayMs).toISOString().slice(0, 10);
  if (date.startsWith("+")) return null;
  return kind === "date" && ms === 0 ? date : `${date}T${timeText(ms)}`;
}

function durationText(days: number): string | null {
  const ms = Math.round(Math.abs(days) * dayMs);
  if (!Number.isSafeInteger(ms)) return null;
  return `${days < 0 && ms > 0 ? "-" : ""}${timeText(ms)}`;
}

function timeText(ms: number): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const fraction = ms % 1000;
  const seconds = Math.floor(ms / 1000);
  const whole = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return fraction === 0 ? whole : `${whole}.${String(fraction).padStart(3, "0")}`;
}
