/** 1-based column of the cell that holds the place; `starts` are the cells' first places, ascending. */
export function columnAt(starts: readonly number[], place: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return Math.max(low, 1);
}
