/**
 * At most `most` of these points, in order: of each stretch those at which a line has its highest or its lowest value, so that no peak
 * is lost. The first and the last are always among them.
 */
export function sampleExtremes<Point>(
  points: readonly Point[],
  most: number,
  valuesOf: (point: Point) => readonly (number | undefined)[],
): Point[] {
  const [first] = points;
  if (points.length <= most || first === undefined) return [...points];
  const lines = valuesOf(first).length;
  const stretches = Math.max(1, Math.floor((most - 2) / Math.max(1, 2 * lines)));
  const kept = new Set<number>([0, points.length - 1]);
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = Math.floor((stretch * points.length) / stretches);
    const to = Math.floor(((stretch + 1) * points.length) / stretches);
    for (let line = 0; line < lines; line++) for (const place of extremesOf(points, valuesOf, { from, to, line })) kept.add(place);
  }
  return points.filter((_, place) => kept.has(place));
}

function extremesOf<Point>(
  points: readonly Point[],
  valuesOf: (point: Point) => readonly (number | undefined)[],
  { from, to, line }: { from: number; to: number; line: number },
): number[] {
  let lowest: [number, number] | null = null;
  let highest: [number, number] | null = null;
  for (let place = from; place < to; place++) {
    const point = points[place];
    const value = point === undefined ? undefined : valuesOf(point)[line];
    if (value === undefined) continue;
    if (lowest === null || value < lowest[1]) lowest = [place, value];
    if (highest === null || value > highest[1]) highest = [place, value];
  }
  return [...(lowest ? [lowest[0]] : []), ...(highest ? [highest[0]] : [])];
}
