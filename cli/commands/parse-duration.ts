const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const unitMs: Readonly<Record<string, number>> = { s: second, m: minute, min: minute, h: hour, d: day, w: 7 * day };

/** "7d", "12h", "30 min" in milliseconds; null when it is no span of time. */
export function parseDuration(text: string): number | null {
  const [, count, unit] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i.exec(text) ?? [];
  const ms = unitMs[unit?.toLowerCase() ?? ""];
  return count === undefined || ms === undefined ? null : Number(count) * ms;
}
