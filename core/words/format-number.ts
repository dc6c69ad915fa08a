const grouped = new Intl.NumberFormat("en-US");
const short = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** 1216202 → "1,216,202". */
export function formatCount(count: number): string {
  return grouped.format(count);
}

/** 1216202 → "1.2 M"; below ten thousand the whole number. */
export function formatShortCount(count: number): string {
  if (count < 10_000) return formatCount(count);
  return short.format(count).replace(/([KMBT])$/, (letter) => ` ${letter === "K" ? "k" : letter}`);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

const byteUnits = ["B", "kB", "MB", "GB", "TB"] as const;

/** Sizes as people say them, in powers of a thousand: 1234567 → "1.2 MB". */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${Number(value.toFixed(digits))} ${byteUnits[unit]}`;
}

/** 0.4267 → "42 %". Whole only when it is whole, so that 100 % means done. */
export function formatPercent(share: number): string {
  return `${Math.floor(Math.min(1, Math.max(0, share)) * 100)} %`;
}
