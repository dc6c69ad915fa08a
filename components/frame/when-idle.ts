/** A page that is never idle gets to it all the same. */
const atLatestMs = 4_000;

/** Does what can wait when the browser has nothing better to do; Safari does not say when that is. The answer takes it back. */
export function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback !== "function") {
    const timer = setTimeout(work);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: atLatestMs });
  return () => cancelIdleCallback(handle);
}
