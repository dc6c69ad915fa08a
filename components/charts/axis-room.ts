/** Of 12 px figures and letters, a little more than they mostly take. */
const characterPx = 7;
const besidePx = 10;
const betweenPx = 16;

function longestPx(labels: readonly string[]): number {
  return Math.max(0, ...labels.map((label) => label.length)) * characterPx;
}

/** How broad labels beside an axis are, in pixels. Measuring them would make the browser lay out the whole page, and draw it twice. */
export function labelsWidth(labels: readonly string[]): number {
  return longestPx(labels) + besidePx;
}

/** How many labels are left out after each that is shown, so that none touches the next. */
export function labelsLeftOut(labels: readonly string[], width: number): number {
  const room = longestPx(labels) + betweenPx;
  return width <= 0 ? 0 : Math.max(0, Math.ceil((room * labels.length) / width) - 1);
}

/** From the least to the most that is drawn, zero among them. */
export function valueRange(points: readonly (readonly number[])[], areStacked: boolean): [number, number] {
  const values = areStacked ? points.map((each) => each.reduce((sum, value) => sum + value, 0)) : points.flat();
  return values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [0, 0]);
}
