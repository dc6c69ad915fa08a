const signs = ["pointermove", "pointerdown", "keydown", "dragenter"] as const;

/** Does what a person may want next as soon as one shows up: a page that nobody looks at does not work for it. The answer takes it back. */
export function whenAttended(work: () => void): () => void {
  const stop = new AbortController();
  const begin = () => {
    stop.abort();
    work();
  };
  for (const sign of signs) window.addEventListener(sign, begin, { capture: true, passive: true, signal: stop.signal });
  return () => stop.abort();
}
