const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A span of time as people say it: 840 → "840 ms", 3400 → "3.4 s", 125000 → "2 min 5 s", 7200000 → "2 h". */
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
