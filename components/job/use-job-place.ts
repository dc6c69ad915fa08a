"use client";

import { usePathname, useSearchParams } from "next/navigation";
import type { JobTabId } from "./job-tabs.ts";

/** What of a job is open; all of it is in the URL. */
export interface JobPlace {
  tab: string | null;
  /** A column in the tab Profile. */
  column: string | null;
}

export function formatJobPlace(pathname: string, place: { tab: JobTabId; column?: string | null }): string {
  const search = new URLSearchParams({ tab: place.tab });
  if (place.column != null) search.set("column", place.column);
  return `${pathname}?${search}`;
}

export interface JobPlaceTools {
  place: JobPlace;
  hrefOf(place: { tab: JobTabId; column?: string | null }): string;
  go(place: { tab: JobTabId; column?: string | null }): void;
}

/** Where the reader of a job's page is, and how to get elsewhere in it without leaving it. */
export function useJobPlace(): JobPlaceTools {
  const search = useSearchParams();
  const pathname = usePathname();
  const hrefOf = (place: { tab: JobTabId; column?: string | null }) => formatJobPlace(pathname, place);
  return {
    place: { tab: search.get("tab"), column: search.get("column") },
    hrefOf,
    go: (place) => history.pushState(null, "", hrefOf(place)),
  };
}
