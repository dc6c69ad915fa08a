"use client";

import { formatAge, formatMoment } from "../words/format-time.ts";
import { useNow } from "./use-now.ts";

export function Age({ at, className }: { at: string; className?: string }) {
  const now = useNow();
  const time = Date.parse(at);
  if (now === 0) return null;
  return (
    <time dateTime={at} title={formatMoment(time)} className={className}>
      {formatAge(time, Math.max(now, time))}
    </time>
  );
}
