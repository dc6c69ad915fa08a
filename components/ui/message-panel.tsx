import { clsx } from "clsx";
import type { ReactNode } from "react";

interface MessagePanelProps {
  icon: ReactNode;
  title: string;
  /** Where the panel is all there is on the page, its title is the page's. */
  isPage?: boolean;
  children: ReactNode;
  actions?: ReactNode;
  /** Without a frame, in the middle of a place that has one. */
  isBare?: boolean;
}

/** A state that fills the place of what is not there: empty, failed, not found. */
export function MessagePanel({ icon, title, isPage = false, children, actions, isBare = false }: MessagePanelProps) {
  const Title = isPage ? "h1" : "h2";
  return (
    <div
      className={clsx(
        "flex flex-col items-center gap-3 px-6 py-14 text-center",
        isBare ? "my-auto" : "rounded border border-line bg-surface",
      )}
    >
      <div className="text-quiet">{icon}</div>
      <Title className="text-base font-medium">{title}</Title>
      <div className="max-w-md text-quiet">{children}</div>
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
