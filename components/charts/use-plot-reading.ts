import { type KeyboardEvent, type PointerEvent, useState } from "react";

interface PlotPlace {
  x: number;
  y: number;
}

/** Which of the points is read: the nearest to the pointer, or the one that the arrow keys are at. */
export function usePlotReading(places: readonly PlotPlace[], byX: boolean) {
  const [at, setAt] = useState<number | null>(null);
  const read = at !== null && at < places.length ? at : null;
  return {
    at: read,
    handlers: {
      onPointerMove: ({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>) => {
        const box = currentTarget.getBoundingClientRect();
        setAt(nearest(places, { x: clientX - box.left, y: clientY - box.top }, byX));
      },
      onPointerLeave: () => setAt(null),
      onBlur: () => setAt(null),
      onFocus: () => setAt((now) => now ?? (places.length > 0 ? 0 : null)),
      onKeyDown: (event: KeyboardEvent) => {
        const next = nextPlace(event.key, read, places.length);
        if (next === undefined) return;
        event.preventDefault();
        setAt(next);
      },
    },
  };
}

function nextPlace(key: string, at: number | null, count: number): number | null | undefined {
  if (count === 0) return undefined;
  const page = Math.max(1, Math.round(count / 10));
  const moves: Record<string, number> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: page, PageDown: -page };
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key === "Escape" && at !== null) return null;
  const move = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return move === undefined ? undefined : Math.min(count - 1, Math.max(0, (at ?? -1) + move));
}

function nearest(places: readonly PlotPlace[], to: PlotPlace, byX: boolean): number | null {
  let best: number | null = null;
  let bestApart = Number.POSITIVE_INFINITY;
  for (const [index, { x, y }] of places.entries()) {
    const apart = byX ? Math.abs(x - to.x) : Math.hypot(x - to.x, y - to.y);
    if (apart < bestApart) [best, bestApart] = [index, apart];
  }
  return best;
}
