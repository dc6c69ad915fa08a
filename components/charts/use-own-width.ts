import { type RefObject, startTransition, useLayoutEffect, useRef, useState } from "react";

/** How broad an element is, in pixels: 0 before it is known, so that nothing is drawn twice. What is drawn by it yields to all else. */
export function useOwnWidth<E extends HTMLElement>(): [RefObject<E | null>, number] {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    // Told once as soon as it is observed, when the browser knows the width anyway.
    const observer = new ResizeObserver(([entry]) => {
      if (entry) startTransition(() => setWidth(Math.floor(entry.contentRect.width)));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
