export interface BarExtent {
  /** Shares of the width, 0 to 1: where the bar begins, and how long it is. */
  start: number;
  length: number;
}

/** Bars on one scale that holds zero: positive ones to its right, negative ones to its left. */
export function scaleBars(values: readonly number[]): BarExtent[] {
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  const span = most - least;
  if (span === 0) return values.map(() => ({ start: 0, length: 0 }));
  return values.map((value) => ({ start: (Math.min(value, 0) - least) / span, length: Math.abs(value) / span }));
}
