"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { type HandledQueue, handledQueues } from "#core/ports/dead-letters";
import { type Measure, measures } from "./day-series.ts";

export const spans = [7, 30, 90] as const;
export type Span = (typeof spans)[number];

/** What the page shows; all of it is in the URL. */
export interface OperationsPlace {
  days: Span;
  /** What the chart is of. */
  show: Measure;
  /** Dead letters of this queue only. */
  queue: HandledQueue | null;
  /** The dead letter that is open. */
  message: string | null;
}

const path = "/operations";

export function formatPlace({ days, show, queue, message }: OperationsPlace): string {
  const search = new URLSearchParams();
  if (days !== 30) search.set("days", String(days));
  if (show !== "files") search.set("show", show);
  if (queue !== null) search.set("queue", queue);
  if (message !== null) search.set("message", message);
  return search.size === 0 ? path : `${path}?${search}`;
}

function parsePlace(search: Pick<URLSearchParams, "get">): OperationsPlace {
  return {
    days: spans.find((span) => String(span) === search.get("days")) ?? 30,
    show: measures.find((measure) => measure === search.get("show")) ?? "files",
    queue: handledQueues.find((queue) => queue === search.get("queue")) ?? null,
    message: search.get("message"),
  };
}

export function usePlace(): [OperationsPlace, (patch: Partial<OperationsPlace>) => void] {
  const search = useSearchParams();
  const place = useMemo(() => parsePlace(search), [search]);
  return [place, (patch) => history.replaceState(null, "", formatPlace({ ...place, ...patch }))];
}
