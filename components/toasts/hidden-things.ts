"use client";

import { useSyncExternalStore } from "react";

const none: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();
let hidden = none;

/** Ids of things whose deletion may still be undone: on the server they are there, on the page they are not. */
export function useHiddenThings(): ReadonlySet<string> {
  return useSyncExternalStore(
    subscribe,
    () => hidden,
    () => none,
  );
}

export function hideThing(id: string, isHidden: boolean): void {
  const next = new Set(hidden);
  if (isHidden) next.add(id);
  else next.delete(id);
  hidden = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
