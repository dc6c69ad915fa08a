/** A queue's depth at a moment. */
export interface RiverSample {
  at: number;
  waiting: number;
  inFlight: number;
}

export const riverMs = 5 * 60_000;
/** A queue with fewer messages does not fill its bed. */
const leastDepth = 4;

/** The samples of the last minutes, the newest last. */
export function addSample(samples: readonly RiverSample[], sample: RiverSample): RiverSample[] {
  return [...samples.filter(({ at }) => at > sample.at - riverMs && at < sample.at), sample];
}

/** How broad a river is drawn at most: the deepest that it was. */
export function deepestOf(samples: readonly RiverSample[]): number {
  return samples.reduce((most, { waiting, inFlight }) => Math.max(most, waiting + inFlight), 0);
}

interface Bed {
  width: number;
  height: number;
}

/** The outline of a stream around the middle of its bed, as broad as there are messages; now is at the right end. */
export function riverPath(samples: readonly RiverSample[], depthOf: (sample: RiverSample) => number, { width, height }: Bed): string {
  const last = samples.at(-1);
  if (!last) return "";
  const most = Math.max(leastDepth, deepestOf(samples));
  const xOf = (at: number) => round(width * (1 - (last.at - at) / riverMs));
  const half = (sample: RiverSample) => ((depthOf(sample) / most) * height) / 2;
  const upper = samples.map((sample) => `${xOf(sample.at)},${round(height / 2 - half(sample))}`);
  const lower = samples.map((sample) => `${xOf(sample.at)},${round(height / 2 + half(sample))}`).reverse();
  return `M${[...upper, ...lower].join("L")}Z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
