/** Where each column begins, and at last where they end: one more than there are columns. */
export function columnOffsets(widths: readonly number[]): Float64Array {
  const offsets = new Float64Array(widths.length + 1);
  let at = 0;
  widths.forEach((width, index) => {
    at += width;
    offsets[index + 1] = at;
  });
  return offsets;
}

/** The column at a place in pixels; the first or last where it is beside them. */
export function columnAt(offsets: Float64Array, x: number): number {
  let low = 0;
  let high = Math.max(0, offsets.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}
