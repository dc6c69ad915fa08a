"use client";

import { type RefObject, useEffect, useEffectEvent } from "react";
import { rowHeight } from "./grid-window.ts";

interface ScrollEvents {
  scrollerRef: RefObject<HTMLDivElement | null>;
  /** Whether wheel and finger have to be seen to: the scrollbar goes by a scale then. */
  isHuge: boolean;
  view: number;
  onScroll: () => void;
  /** By pixels; true where that moved the rows. */
  onWheel: (x: number, y: number) => boolean;
  onTouch: (isTouched: boolean) => void;
  onResize: () => void;
}

/** What people do to the part that scrolls. */
export function useScrollEvents({ scrollerRef, isHuge, view, ...tell }: ScrollEvents): void {
  const onScroll = useEffectEvent(tell.onScroll);
  const onTouch = useEffectEvent(tell.onTouch);
  const onResize = useEffectEvent(tell.onResize);
  const onWheel = useEffectEvent((event: WheelEvent) => {
    if (event.ctrlKey || event.shiftKey) return;
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? rowHeight : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? view : 1;
    if (tell.onWheel(event.deltaX * unit, event.deltaY * unit)) event.preventDefault();
  });
  useEffect(() => {
    const scroller = scrollerRef.current;
    if (!scroller) return;
    const observer = new ResizeObserver(() => onResize());
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
  }, [isHuge, scrollerRef]);
}
