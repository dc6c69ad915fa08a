"use client";

import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { columnAt } from "./column-offsets.ts";
import { clampPosition, isScaled, revealing, toPosition, toScrollTop } from "./scroll-scale.ts";

export const rowHeight = 28;
const rowsAround = 8;
const pixelsAround = 240;
/** Rows stand relative to a base near them: so far from it transforms are still exact in the 32 bits that they have. */
const baseStep = 100_000;

/** The rows and columns that are in the page: from the first to before the last. */
export interface GridWindow {
  fromRow: number;
  toRow: number;
  fromColumn: number;
  toColumn: number;
  base: number;
}

interface Extent {
  rowCount: number;
  offsets: Float64Array;
  gutter: number;
  headerHeight: number;
}

export interface GridScroll {
  scrollerRef: RefObject<HTMLDivElement | null>;
  layerRef: RefObject<HTMLDivElement | null>;
  window: GridWindow;
  /** Rows that are in the page at most. */
  slots: number;
  /** Height of the rows' part, in pixels. */
  view: number;
  /** What they stand in: below few rows there is room for what an editor says. */
  layerHeight: number;
  position: () => number;
  reveal: (row: number, column?: number) => void;
  scrollBy: (x: number, y: number) => void;
}

/** Where a grid stands. Only a change of the window draws anything; between, one transform moves. */
export function useGridScroll(extent: Extent): GridScroll {
  const { rowCount, offsets, gutter, headerHeight } = extent;
  const scrollerRef = useRef<HTMLDivElement>(null);
  const layerRef = useRef<HTMLDivElement>(null);
  const at = useRef({ position: 0, scrollTop: 0, isTouched: false });
  const [size, setSize] = useState({ width: 0, view: 0 });
  const [window, setWindow] = useState<GridWindow>({ fromRow: 0, toRow: 0, fromColumn: 0, toColumn: 0, base: 0 });
  const content = rowCount * rowHeight;
  const scale = { content, view: Math.min(size.view, content) };

  const update = (isUrgent: boolean) => {
    const scroller = scrollerRef.current;
    const layer = layerRef.current;
    if (!scroller || !layer) return;
    const next = windowAt(at.current.position, scroller.scrollLeft);
    if (!isSame(window, next)) {
      if (isUrgent) flushSync(() => setWindow(next));
      else setWindow(next);
    }
    layer.style.transform = `translateY(${next.base - at.current.position}px)`;
  };

  const windowAt = (position: number, left: number): GridWindow => {
    const first = Math.floor(position / rowHeight);
    const width = Math.max(0, size.width - gutter);
    return {
      fromRow: Math.max(0, first - rowsAround),
      toRow: Math.min(rowCount, Math.ceil((position + size.view) / rowHeight) + rowsAround),
      fromColumn: columnAt(offsets, left - pixelsAround),
      toColumn: Math.min(offsets.length - 1, columnAt(offsets, left + width + pixelsAround) + 1),
      base: Math.floor((first * rowHeight) / baseStep) * baseStep,
    };
  };

  const moveTo = (position: number) => {
    const scroller = scrollerRef.current;
    if (!scroller) return;
    at.current.position = clampPosition(scale, position);
    scroller.scrollTop = toScrollTop(scale, at.current.position);
    // The browser keeps it to its own steps; what it made of it is no scrolling of the person.
    at.current.scrollTop = scroller.scrollTop;
  };

  const onScroll = useEffectEvent(() => {
    const scroller = scrollerRef.current;
    if (!scroller) return;
    const { scrollTop } = scroller;
    const moved = scrollTop - at.current.scrollTop;
    if (Math.abs(moved) >= 1 || !isScaled(content)) {
      // A finger moves the rows with it; the scrollbar moves through the whole.
      const follows = at.current.isTouched && isScaled(content);
      at.current.position = follows ? clampPosition(scale, at.current.position + moved) : toPosition(scale, scrollTop);
      at.current.scrollTop = scrollTop;
    }
    update(true);
  });

  const onWheel = useEffectEvent((event: WheelEvent) => {
    if (event.ctrlKey || event.shiftKey || !isScaled(content)) return;
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? rowHeight : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? scale.view : 1;
    const target = clampPosition(scale, at.current.position + event.deltaY * unit);
    if (target === at.current.position) return;
    event.preventDefault();
    if (event.deltaX !== 0) scrollerRef.current?.scrollBy(event.deltaX * unit, 0);
    moveTo(target);
    update(true);
  });

  const onTouch = useEffectEvent((isTouched: boolean) => {
    at.current.isTouched = isTouched;
    if (!isTouched) moveTo(at.current.position);
  });

  const measure = useEffectEvent(() => {
    const scroller = scrollerRef.current;
    if (scroller) setSize({ width: scroller.clientWidth, view: Math.max(0, scroller.clientHeight - headerHeight) });
  });

  const isHuge = isScaled(content);
  useEffect(() => {
    const scroller = scrollerRef.current;
    if (!scroller) return;
    const observer = new ResizeObserver(() => measure());
    observer.observe(scroller);
    const listening = new AbortController();
    const { signal } = listening;
    scroller.addEventListener("scroll", () => onScroll(), { signal, passive: true });
    if (isHuge) {
      scroller.addEventListener("wheel", (event) => onWheel(event), { signal, passive: false });
      scroller.addEventListener("touchstart", () => onTouch(true), { signal, passive: true });
      // What a finger set going ends later than the touch.
      scroller.addEventListener("scrollend", () => onTouch(false), { signal });
    }
    return () => {
      observer.disconnect();
      listening.abort();
    };
  }, [isHuge]);

  useLayoutEffect(() => measure(), []);
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

  // While its size changes the window is still that of the size before.
  const slots = Math.max(Math.ceil(size.view / rowHeight) + 2 * rowsAround + 2, window.toRow - window.fromRow);
  return {
    scrollerRef,
    layerRef,
    window,
    slots,
    view: scale.view,
    layerHeight: Math.min(size.view, content + 84),
    position: () => at.current.position,
    reveal,
    scrollBy,
  };
}

function isSame(one: GridWindow, other: GridWindow): boolean {
  return (
    one.fromRow === other.fromRow &&
    one.toRow === other.toRow &&
    one.fromColumn === other.fromColumn &&
    one.toColumn === other.toColumn &&
    one.base === other.base
  );
}
