import { digitsAt, parseDays } from "./parse-values.ts";

const colon = 0x3a;
const secondsOfDay = 86_400;

/** What `parseTimestamp` read last. */
export const timestamp = { seconds: 0, micros: 0 };

/**
 * A date, and perhaps `T` or a blank, `HH:MM`, `:SS`, a fraction (what is beyond microseconds is cut), `Z` or an offset; without one
 * UTC. Into `timestamp`; false for anything else.
 */
export function parseTimestamp(bytes: Uint8Array, start: number, end: number): boolean {
  timestamp.seconds = parseDays(bytes, start) * secondsOfDay;
  timestamp.micros = 0;
  if (end - start === 10) return !Number.isNaN(timestamp.seconds);
  const separator = bytes[start + 10] as number;
  if (end - start < 16 || ((separator | 0x20) !== 0x74 && separator !== 0x20)) return false;
  const hours = digitsAt(bytes, start + 11, 2);
  const minutes = digitsAt(bytes, start + 14, 2);
  let seconds = 0;
  let at = start + 16;
  if (at < end && bytes[at] === colon) {
    seconds = digitsAt(bytes, at + 1, 2);
    at += 3;
    if (at < end && (bytes[at] === 0x2e || bytes[at] === 0x2c)) at = parseFraction(bytes, at + 1, end);
  }
  timestamp.seconds += hours * 3600 + minutes * 60 + seconds - offsetAt(bytes, at, end);
  const isClock = bytes[start + 13] === colon && hours < 24 && minutes < 60 && seconds < 60 && at <= end;
  return isClock && !Number.isNaN(timestamp.seconds);
}

function parseFraction(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  let unit = 100_000;
  for (; at < end; at++) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) break;
    timestamp.micros += digit * unit;
    unit = Math.floor(unit / 10);
  }
  return at;
}

/** In seconds; NaN for what is none. */
function offsetAt(bytes: Uint8Array, at: number, end: number): number {
  if (at === end) return 0;
  const mark = bytes[at] as number;
  if ((mark | 0x20) === 0x7a) return at + 1 === end ? 0 : Number.NaN;
  const sign = mark === 0x2b ? 1 : mark === 0x2d ? -1 : Number.NaN;
  const hours = digitsAt(bytes, at + 1, 2);
  const rest = end - at - 3;
  if (rest === 0) return sign * hours * 3600;
  const minutes = rest === 2 ? digitsAt(bytes, at + 3, 2) : rest === 3 && bytes[at + 3] === colon ? digitsAt(bytes, at + 4, 2) : Number.NaN;
  return sign * (hours * 3600 + minutes * 60);
}
