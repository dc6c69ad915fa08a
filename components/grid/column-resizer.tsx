import { type PointerEvent, useRef } from "react";

interface ColumnResizerProps {
  width: number;
  onWidth: (width: number) => void;
  onFit: () => void;
}

/** The edge of a column: dragged it changes the width, pressed twice it fits. The keyboard does the same from the header. */
export function ColumnResizer({ width, onWidth, onFit }: ColumnResizerProps) {
  const drag = useRef<{ x: number; width: number } | null>(null);
  const begin = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, width };
  };
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (drag.current) onWidth(drag.current.width + event.clientX - drag.current.x);
  };
  return (
    <div
      aria-hidden="true"
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={() => {
        drag.current = null;
      }}
      onPointerCancel={() => {
        drag.current = null;
      }}
      onDoubleClick={(event) => {
        event.stopPropagation();
        onFit();
      }}
      className="absolute top-0 -right-1 z-10 h-full w-2 cursor-col-resize touch-none hover:bg-accent/40"
    />
  );
}
