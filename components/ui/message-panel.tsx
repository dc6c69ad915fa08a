import type { ReactNode } from "react";
import { cn } from "./cn.ts";

interface MessagePanelProps {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
  className?: string;
}

/** A state that fills the place of what is not there: empty, failed, not found. */
export function MessagePanel({ icon, title, children, actions, className }: MessagePanelProps) {
  return (
    <div className={cn("flex flex-col items-center gap-3 rounded border border-line bg-surface px-6 py-14 text-center", className)}>
      <div className="text-quiet">{icon}</div>
      <h2 className="text-base font-medium">{title}</h2>
      <div className="max-w-md text-quiet">{children}</div>
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
