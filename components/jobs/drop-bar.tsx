"use client";

import { useConnection } from "../realtime/connection.tsx";
import { ChooseButtons } from "./choose-buttons.tsx";

/** The page's invitation where there are jobs already. */
export function DropBar() {
  const offline = useConnection().kind === "offline";
  return (
    <section
      aria-label="New job"
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded border border-line-strong border-dashed bg-surface py-2 pr-2 pl-4"
    >
      <p className="min-w-0 text-quiet">
        <span className="font-medium text-ink">{offline ? "The server cannot be reached." : "Drop files or paste a table anywhere"}</span>
        <span className="max-lg:hidden">
          {offline ? " What you see may be out of date; uploads go on by themselves when it is back." : " to see what is in them"}
        </span>
      </p>
      <div className="flex gap-1">
        <ChooseButtons look="plain" />
      </div>
    </section>
  );
}
