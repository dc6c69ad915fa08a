const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const timeSteps = [1, 5, 15, 30]
  .map((count) => count * second)
  .concat(
    [1, 5, 15, 30].map((count) => count * minute),
    [1, 3, 6, 12].map((count) => count * hour),
    [1, 2, 7, 14].map((count) => count * day),
  );
const monthSteps = [1, 3, 6, 12, 24, 60, 120, 240, 1200, 2400, 6000, 12_000];
const monthDays = 30.4;
/** What is nearer to zero has too few digits in a double. */
const least = 1e-290;

/** Round numbers from at most `from` to at least `to`, about `count` of them. */
export function numberTicks(from: number, to: number, count: number): number[] {
  const [low, high] = isPoint(from, to) ? apart(from) : [Math.min(from, to), Math.max(from, to)];
  const step = niceStep((high - low) / Math.max(1, count - 1));
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  // Counted in steps: a sum of many small ones would not be round.
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(15)));
}

/** Round times (UTC) between two, ends included where they are round, at most `count`. */
export function timeTicks(from: number, to: number, count: number): number[] {
  const wanted = (to - from) / Math.max(1, count - 1);
  const step = timeSteps.find((each) => each >= wanted);
  if (step === undefined) return monthTicks(from, to, wanted / (monthDays * day));
  const first = Math.ceil(from / step) * step;
  const ticks = Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, index) => first + index * step);
  return ticks.length > 0 ? ticks : [from];
}

/** 1, 2 or 5 times a power of ten: the least of them that is not below `wanted`. */
export function niceStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted));
  const times = [1, 2, 5, 10].find((each) => each * power >= wanted * 0.999_999) ?? 10;
  return times * power;
}

function apart(value: number): [number, number] {
  const room = Math.abs(value) < least ? 1 : Math.abs(value) / 2;
  return [value - room, value + room];
}

/** Nearer to each other than doubles and their digits can be told apart. */
function isPoint(from: number, to: number): boolean {
  return Math.abs(to - from) <= Math.max(Math.abs(from), Math.abs(to), least) * 1e-12;
}

function monthTicks(from: number, to: number, wanted: number): number[] {
  const step = monthSteps.find((each) => each >= wanted) ?? monthSteps.at(-1) ?? 1;
  const start = new Date(from);
  const months = start.getUTCFullYear() * 12 + start.getUTCMonth();
  const ticks: number[] = [];
  for (let month = Math.floor(months / step) * step; ; month += step) {
    const time = new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    if (time > to) return ticks.length > 0 ? ticks : [from];
    if (time >= from) ticks.push(time);
  }
}
