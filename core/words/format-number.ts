// Without Intl: its data would add 8 MB to the memory of a command that only counts rows.

/** 1216202 → "1,216,202". */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** 1216202 → "1.2 M"; below ten thousand the whole number. */
export function formatShortCount(count: number): string {
  if (count < 10_000) return formatCount(count);
  return scale(count, ["", "k", "M", "B", "T"]);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

const byteUnits = ["B", "kB", "MB", "GB", "TB"] as const;

/** Sizes as people say them, in powers of a thousand: 1234567 → "1.2 MB". */
export function formatBytes(bytes: number): string {
  return scale(bytes, byteUnits);
}

function scale(count: number, units: readonly string[]): string {
  let value = count;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${Number(value.toFixed(digits))} ${units[unit]}`;
}

/** 0.4267 → "42 %". Whole only when it is whole, so that 100 % means done. */
export function formatPercent(share: number): string {
  return `${Math.floor(Math.min(1, Math.max(0, share)) * 100)} %`;
}

/** A part of a whole to the nearest percent: 287 of 1,000 are "29 %". Never nothing of something, nor all of most. */
export function formatShare(part: number, whole: number): string {
  const percent = whole === 0 ? 0 : (part / whole) * 100;
  if (percent > 0 && percent < 0.1) return "under 0.1 %";
  if (percent > 99.9 && part < whole) return "over 99.9 %";
  const isNearAnEnd = percent < 0.95 || percent >= 99.5;
  return isNearAnEnd && percent > 0 && part < whole ? `${percent.toFixed(1)} %` : `${Math.round(percent)} %`;
}
