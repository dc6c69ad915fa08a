"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/**
 * False on the server, and while a page that it sent comes to life. What needs the reader's clock or zone, or code that is still
 * to come, waits for it.
 */
export function useIsInBrowser(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
