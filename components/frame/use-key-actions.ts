"use client";

import { useEffect, useEffectEvent } from "react";
import { type KeyAction, keyAction, toKeyPress } from "./keyboard.ts";

/** Listens for the keys of some actions while the component is there. A handler that returns false leaves the key alone. */
export function useKeyActions(handlers: Partial<Record<KeyAction, () => unknown>>): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const action = keyAction(toKeyPress(event));
    const handler = action === null ? undefined : handlers[action];
    if (handler && handler() !== false) event.preventDefault();
  });
  useEffect(() => {
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
