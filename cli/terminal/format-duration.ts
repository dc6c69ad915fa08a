const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** 840 → "840 ms", 3400 → "3.4 s", 125000 → "2 min 5 s", 7200000 → "2 h". */
export function formatDuration(ms: number): string {
  if (ms < second) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < minute) return `${ms < 10 * second ? Number((ms / second).toFixed(1)) : Math.floor(ms / second)} s`;
  if (ms < hour) return joinUnits(Math.floor(ms / minute), "min", Math.floor((ms % minute) / second), "s");
  if (ms < day) return joinUnits(Math.floor(ms / hour), "h", Math.floor((ms % hour) / minute), "min");
  return joinUnits(Math.floor(ms / day), "d", Math.floor((ms % day) / hour), "h");
}

function joinUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

const unitMs: Readonly<Record<string, number>> = { s: second, m: minute, min: minute, h: hour, d: day, w: 7 * day };

/** "7d", "12h", "30 min" in milliseconds; null when it is no span of time. */
export function parseDuration(text: string): number | null {
  const [, count, unit] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i.exec(text) ?? [];
  const ms = unitMs[unit?.toLowerCase() ?? ""];
  return count === undefined || ms === undefined ? null : Number(count) * ms;
}
