import { clsx } from "clsx";
import type { ReactNode } from "react";

/** What went wrong, in a sentence, where it was tried; nothing while nothing did. */
export function Fault({ children, className }: { children: ReactNode; className?: string }) {
  if (children === null) return null;
  return (
    <p role="alert" className={clsx("text-failed", className)}>
      {children}
    </p>
  );
}
