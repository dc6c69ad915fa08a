const mostBins = 20;
const steps = [1, 2, 2.5, 5, 10];

/** Where values between `least` and `most` are cut into bins of equal width at round numbers, as text; none where that cannot be. */
export function numberEdges(least: number, most: number, { whole }: { whole: boolean }): string[] {
  const span = most - least;
  if (!(span > 0) || !Number.isFinite(span)) return [];
  const rough = span / mostBins;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = steps.find((step) => step * power >= rough) ?? 10;
  const width = whole ? Math.max(1, Math.ceil(factor * power)) : factor * power;
  const first = Math.floor(least / width);
  // Too close together for numbers of this size.
  if (!(width > 0) || (first + 1) * width === first * width || Math.abs(first) > Number.MAX_SAFE_INTEGER) return [];
  const edges = [first * width];
  // The last bin holds its upper end too, so that the greatest value may stand there.
  for (let n = first + 1; edges.length === 1 || (edges.at(-1) ?? most) < most; n++) edges.push(n * width);
  const decimals = Math.max(0, 1 - Math.floor(Math.log10(width)));
  return edges.map((edge) => (decimals <= 20 && Math.abs(edge) < 1e21 ? String(Number(edge.toFixed(decimals))) : String(edge)));
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const lengths = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * secondMs),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minuteMs),
  ...[1, 2, 3, 6, 12].map((n) => n * hourMs),
  ...[1, 2, 7, 14].map((n) => n * dayMs),
];
const months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

/** Beyond it a year has five figures. */
const lastMomentMs = Date.UTC(9999, 11, 31, 23, 59, 59);

/** The same for moments, in milliseconds UTC: cut at full seconds, hours, days, months or years. Answers milliseconds. */
export function momentEdges(leastMs: number, mostMs: number, options: { whole: "days" | "seconds" }): number[] {
  return cutMoments(leastMs, mostMs, options).map((edge) => Math.min(edge, lastMomentMs));
}

function cutMoments(leastMs: number, mostMs: number, { whole }: { whole: "days" | "seconds" }): number[] {
  const rough = (mostMs - leastMs) / mostBins;
  if (!(rough > 0)) return [];
  const length = lengths.find((each) => each >= rough && (whole === "seconds" || each >= dayMs));
  const edges: number[] = [];
  const isEnd = () => edges.length > 1 && (edges.at(-1) ?? mostMs) >= mostMs;
  if (length !== undefined) {
    for (let n = Math.floor(leastMs / length); !isEnd(); n++) edges.push(n * length);
    return edges;
  }
  const count = months.find((each) => each * 30 * dayMs >= rough) ?? 12_000;
  const start = new Date(leastMs);
  const month = start.getUTCFullYear() * 12 + start.getUTCMonth();
  for (let n = Math.floor(month / count) * count; !isEnd(); n += count) edges.push(startOfMonth(n));
  return edges;
}

/** Months since the year 0. Date.UTC would take years before 100 for later ones. */
function startOfMonth(month: number): number {
  return new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1);
}
