"use client";

import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { emptyWindow, type GridWindow, isSameWindow, rowHeight, slotsFor, windowAt } from "./grid-window.ts";
import { clampPosition, isScaled, revealing, toPosition, toScrollTop } from "./scroll-scale.ts";
import { useScrollEvents } from "./use-scroll-events.ts";

/** Above a row that the grid begins with. */
const rowsAbove = 8;
/** Below few rows there is room for what an editor says. */
const roomBelow = 84;

interface Extent {
  rowCount: number;
  offsets: Float64Array;
  gutter: number;
  headerHeight: number;
  /** The row that the grid begins near, so that no other is read before it. */
  firstRow: number;
}

export interface GridScroll {
  scrollerRef: RefObject<HTMLDivElement | null>;
  layerRef: RefObject<HTMLDivElement | null>;
  window: GridWindow;
  /** Rows that are in the page at most. */
  slots: number;
  /** Height of the rows' part, in pixels. */
  view: number;
  /** Of what they stand in. */
  layerHeight: number;
  position: () => number;
  reveal: (row: number, column?: number) => void;
  scrollBy: (x: number, y: number) => void;
}

/** Where a grid stands. Only a change of the window draws anything; between, one transform moves. */
export function useGridScroll(extent: Extent): GridScroll {
  const { rowCount, offsets, gutter, headerHeight, firstRow } = extent;
  const scrollerRef = useRef<HTMLDivElement>(null);
  const layerRef = useRef<HTMLDivElement>(null);
  const at = useRef({ position: Math.max(0, firstRow - rowsAbove) * rowHeight, scrollTop: 0, isTouched: false });
  const [size, setSize] = useState({ width: 0, view: 0 });
  const [window, setWindow] = useState(emptyWindow);
  const content = rowCount * rowHeight;
  const scale = { content, view: Math.min(size.view, content) };

  const update = (isUrgent: boolean) => {
    const scroller = scrollerRef.current;
    const layer = layerRef.current;
    if (!scroller || !layer) return;
    const { position } = at.current;
    const next = windowAt({ position, view: size.view, rowCount, left: scroller.scrollLeft, width: size.width - gutter, offsets });
    if (!isSameWindow(window, next)) {
      if (isUrgent) flushSync(() => setWindow(next));
      else setWindow(next);
    }
    layer.style.transform = `translateY(${next.base - position}px)`;
  };

  const moveTo = (position: number) => {
    const scroller = scrollerRef.current;
    if (!scroller) return;
    at.current.position = clampPosition(scale, position);
    scroller.scrollTop = toScrollTop(scale, at.current.position);
    // The browser keeps it to its own steps; what it made of it is no scrolling of the person.
    at.current.scrollTop = scroller.scrollTop;
  };

  const measure = () => {
    const scroller = scrollerRef.current;
    if (scroller) setSize({ width: scroller.clientWidth, view: Math.max(0, scroller.clientHeight - headerHeight) });
  };
  const isHuge = isScaled(content);
  useScrollEvents({
    ...{ scrollerRef, isHuge, view: scale.view, onResize: measure },
    onScroll: () => {
      const scroller = scrollerRef.current;
      if (!scroller) return;
      const { scrollTop } = scroller;
      const moved = scrollTop - at.current.scrollTop;
      if (Math.abs(moved) >= 1 || !isHuge) {
        // A finger moves the rows with it; the scrollbar moves through the whole.
        const follows = at.current.isTouched && isHuge;
        at.current.position = follows ? clampPosition(scale, at.current.position + moved) : toPosition(scale, scrollTop);
        at.current.scrollTop = scrollTop;
      }
      update(true);
    },
    onWheel: (x, y) => {
      const target = clampPosition(scale, at.current.position + y);
      if (target === at.current.position) return false;
      if (x !== 0) scrollerRef.current?.scrollBy(x, 0);
      moveTo(target);
      update(true);
      return true;
    },
    onTouch: (isTouched) => {
      at.current.isTouched = isTouched;
      if (!isTouched) moveTo(at.current.position);
    },
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, before anything is seen; from then on the observer measures
  useLayoutEffect(measure, []);
  // Rows, columns or the place for them changed: the position stays as far as it can, and so does what is seen.
  useLayoutEffect(() => {
    at.current.position = clampPosition({ content: rowCount * rowHeight, view: size.view }, at.current.position);
    update(false);
  });

  const reveal = (row: number, column?: number) => {
    const scroller = scrollerRef.current;
    if (!scroller) return;
    if (row >= 0) moveTo(revealing(scale, at.current.position, row * rowHeight, rowHeight));
    if (column !== undefined) {
      const start = offsets[column] ?? 0;
      const width = (offsets[column + 1] ?? start) - start;
      const view = Math.max(width, size.width - gutter);
      if (start < scroller.scrollLeft) scroller.scrollLeft = start;
      else if (start + width > scroller.scrollLeft + view) scroller.scrollLeft = start + width - view;
    }
    update(false);
  };

  const scrollBy = (x: number, y: number) => {
    scrollerRef.current?.scrollBy(x, 0);
    moveTo(at.current.position + y);
    update(false);
  };

  return {
    scrollerRef,
    layerRef,
    window,
    slots: slotsFor(size.view, window),
    view: scale.view,
    layerHeight: Math.min(size.view, content + roomBelow),
    position: () => at.current.position,
    reveal,
    scrollBy,
  };
}
