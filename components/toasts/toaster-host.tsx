"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { loadLate } from "../frame/load-late.ts";

const Toaster = lazy(() => loadLate(() => import("./toaster.tsx")).then((module) => ({ default: module.Toaster })));

/** Toasts come a moment after the page: nothing is announced before it is there, and what was said meanwhile waits in the store. */
export function ToasterHost() {
  const [isWanted, setWanted] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWanted(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return isWanted ? (
    <Suspense>
      <Toaster />
    </Suspense>
  ) : null;
}
