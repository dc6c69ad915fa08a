"use client";

import { useEffect, useState } from "react";
import { late } from "../frame/late.tsx";

const Toaster = late(async () => (await import("./toaster.tsx")).Toaster);

/** Toasts come a moment after the page: nothing is announced before it is there, and what was said meanwhile waits in the store. */
export function ToasterHost() {
  const [isWanted, setWanted] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWanted(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return isWanted ? <Toaster /> : null;
}
