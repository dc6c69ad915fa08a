"use client";

import { clsx } from "clsx";
import { useConnection } from "../realtime/connection.tsx";
import type { ConnectionStatus } from "../realtime/realtime-client.ts";
import { formatClock } from "../words/format-time.ts";

const dots: Record<ConnectionStatus["kind"], string> = {
  connecting: "bg-waiting",
  live: "bg-done",
  reconnecting: "bg-aside motion-safe:animate-pulse",
  offline: "bg-failed",
};

function words(status: ConnectionStatus): string {
  if (status.kind === "offline") return `Offline since ${formatClock(status.since)}`;
  if (status.kind === "reconnecting") return "Reconnecting";
  return status.kind === "live" ? "Live" : "Connecting";
}

const explanations: Record<ConnectionStatus["kind"], string> = {
  connecting: "Opening the live connection.",
  live: "Changes show as they happen.",
  reconnecting: "The live connection was lost; the list is asked every few seconds meanwhile.",
  offline: "The server cannot be reached. Uploads go on by themselves when it can.",
};

export function ConnectionDot() {
  const status = useConnection();
  return (
    <div
      role="status"
      aria-label="Connection"
      title={explanations[status.kind]}
      className={clsx(
        "flex h-7 items-center gap-2 rounded-full px-2 text-xs",
        status.kind === "offline" ? "bg-failed-soft text-failed" : "text-quiet",
      )}
    >
      <span aria-hidden="true" className={clsx("size-2 rounded-full", dots[status.kind])} />
      <span
        className={clsx("whitespace-nowrap", status.kind === "live" || status.kind === "connecting" ? "max-md:sr-only" : "max-sm:sr-only")}
      >
        {words(status)}
      </span>
    </div>
  );
}
