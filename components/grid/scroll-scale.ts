/**
 * Browsers lay out no box above some height (Chromium 33.5 million CSS px, Firefox 17.9, both divided by the zoom). What is
 * higher scrolls by scale: the canvas stays below every bound, and a pixel of the scrollbar stands for many of the content.
 */
export const maxCanvasPx = 8_000_000;

/** In pixels: what there is to scroll, and the part of it that is seen at once. */
export interface ScrollScale {
  content: number;
  view: number;
}

export function canvasHeight(content: number): number {
  return Math.min(content, maxCanvasPx);
}

export function isScaled(content: number): boolean {
  return content > maxCanvasPx;
}

export function maxPosition({ content, view }: ScrollScale): number {
  return Math.max(0, content - view);
}

export function clampPosition(scale: ScrollScale, position: number): number {
  return Math.min(Math.max(0, position), maxPosition(scale));
}

/** Where the content stands when the scrollbar is at `scrollTop`; both ends are exact. */
export function toPosition(scale: ScrollScale, scrollTop: number): number {
  const range = canvasHeight(scale.content) - scale.view;
  if (range <= 0) return 0;
  if (!isScaled(scale.content)) return clampPosition(scale, scrollTop);
  // A scrollbar at its end may stand a fraction short of it on displays with fractional pixels.
  if (scrollTop >= range - 1) return maxPosition(scale);
  return clampPosition(scale, (scrollTop / range) * maxPosition(scale));
}

/** Where the scrollbar stands when the content is at `position`. */
export function toScrollTop(scale: ScrollScale, position: number): number {
  const range = canvasHeight(scale.content) - scale.view;
  if (range <= 0) return 0;
  if (!isScaled(scale.content)) return clampPosition(scale, position);
  return (clampPosition(scale, position) / maxPosition(scale)) * range;
}

/** The position nearest to the present one at which [start, start + size) is in view; in the middle where it was not near. */
export function revealing(scale: ScrollScale, position: number, start: number, size: number): number {
  const end = start + size;
  if (start >= position && end <= position + scale.view) return position;
  const isNear = start > position - scale.view && end < position + 2 * scale.view;
  if (!isNear) return clampPosition(scale, start - (scale.view - size) / 2);
  return clampPosition(scale, start < position ? start : end - scale.view);
}
