"use client";

import { type MouseEvent, type PointerEvent, useEffect, useEffectEvent, useRef } from "react";
import { columnAt } from "./column-offsets.ts";
import { rowHeight } from "./grid-window.ts";
import { type CellPlace, extendTo, type GridSize, headerRow, type Selection, selectCell, selectColumn, selectRows } from "./selection.ts";
import type { GridScroll } from "./use-grid-scroll.ts";

interface GridPointerOptions {
  scroll: GridScroll;
  offsets: Float64Array;
  gutter: number;
  headerHeight: number;
  size: GridSize;
  selection: Selection;
  onSelect: (selection: Selection) => void;
}

const edgeSpeed = 0.35;

/** Cells chosen with the mouse: pressed, dragged over (beyond the edge the grid follows), by row number, by header. */
export function useGridPointer({ scroll, offsets, gutter, headerHeight, size, selection, onSelect }: GridPointerOptions) {
  const drag = useRef<{ x: number; y: number; isRows: boolean; frame: number } | null>(null);

  /** What lies under the pointer; inside of the grid even when the pointer is not. */
  const placeAt = (x: number, y: number): CellPlace & { isGutter: boolean; isHeader: boolean } => {
    const scroller = scroll.scrollerRef.current;
    if (!scroller) return { row: 0, column: 0, isGutter: false, isHeader: false };
    const box = scroller.getBoundingClientRect();
    const inside = { x: x - box.left - scroller.clientLeft, y: y - box.top - scroller.clientTop };
    const row = Math.floor((scroll.position() + inside.y - headerHeight) / rowHeight);
    return {
      row: Math.min(Math.max(row, 0), size.rows - 1),
      column: columnAt(offsets, inside.x - gutter + scroller.scrollLeft),
      isGutter: inside.x < gutter,
      isHeader: inside.y < headerHeight,
    };
  };

  const follow = useEffectEvent(() => {
    const now = drag.current;
    const scroller = scroll.scrollerRef.current;
    if (!now || !scroller) return;
    const box = scroller.getBoundingClientRect();
    const beyond = (at: number, from: number, to: number) => (at < from ? at - from : at > to ? at - to : 0) * edgeSpeed;
    const x = now.isRows ? 0 : beyond(now.x, box.left + gutter, box.left + scroller.clientWidth);
    const y = beyond(now.y, box.top + headerHeight, box.top + scroller.clientHeight);
    if (x !== 0 || y !== 0) scroll.scrollBy(x, y);
    const place = placeAt(now.x, now.y);
    const { active } = selection;
    const next = now.isRows ? { row: place.row, column: size.columns - 1 } : { row: place.row, column: place.column };
    if (next.row !== active.row || next.column !== active.column) onSelect(extendTo(selection, next));
    now.frame = requestAnimationFrame(() => follow());
  });
  useEffect(() => {
    const held = drag;
    return () => {
      if (held.current) cancelAnimationFrame(held.current.frame);
    };
  }, []);

  /** Chooses what is pressed; says whether a drag may follow. */
  const choose = (event: MouseEvent<HTMLDivElement>): "cells" | "rows" | null => {
    const scroller = scroll.scrollerRef.current;
    if (event.button !== 0 || !scroller || !(event.target instanceof Element) || size.rows === 0) return null;
    // Scrollbars lie beyond the client's part; what is pressed in a header or an editor is not a cell.
    const box = scroller.getBoundingClientRect();
    if (event.clientX - box.left > scroller.clientWidth || event.clientY - box.top > scroller.clientHeight) return null;
    if (event.target.closest("button, input, textarea, a, [role=checkbox]")) return null;
    const place = placeAt(event.clientX, event.clientY);
    scroller.focus({ preventScroll: true });
    if (place.isHeader) {
      if (!place.isGutter) onSelect(selectColumn(place.column, size.rows));
      return null;
    }
    const { row } = place;
    const isExtended = event.shiftKey && selection.anchor.row !== headerRow;
    if (place.isGutter) onSelect(isExtended ? extendTo(selection, { row, column: size.columns - 1 }) : selectRows(row, row, size.columns));
    else onSelect(isExtended ? extendTo(selection, { row, column: place.column }) : selectCell(row, place.column));
    return place.isGutter ? "rows" : "cells";
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    // A finger scrolls; its tap becomes a click.
    if (event.pointerType === "touch") return;
    const chosen = choose(event);
    if (!chosen) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, y: event.clientY, isRows: chosen === "rows", frame: requestAnimationFrame(() => follow()) };
  };
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    if (event.nativeEvent instanceof globalThis.PointerEvent && event.nativeEvent.pointerType === "touch") choose(event);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (drag.current) Object.assign(drag.current, { x: event.clientX, y: event.clientY });
  };
  const onPointerUp = () => {
    if (!drag.current) return;
    cancelAnimationFrame(drag.current.frame);
    drag.current = null;
  };
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp, onClick };
}
