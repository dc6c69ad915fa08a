"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";

/** What the page shows; all of it is in the URL. */
export interface QueryPlace {
  /** A query with its answer. */
  q: string | null;
  /** A statement to begin with, which is not run. */
  sql: string | null;
  /** A saved query. */
  saved: string | null;
}

const path = "/query";
const names = ["q", "sql", "saved"] as const;

export function formatPlace(place: Partial<QueryPlace>): string {
  const search = new URLSearchParams();
  for (const name of names) {
    const value = place[name];
    if (value !== null && value !== undefined) search.set(name, value);
  }
  return search.size === 0 ? path : `${path}?${search}`;
}

/** What the text in the editor comes from, where it comes from a link: another origin is another text. */
export function originOf({ q, sql, saved }: QueryPlace): string | null {
  if (q !== null) return `q ${q}`;
  if (sql !== null) return `sql ${sql}`;
  return saved === null ? null : `saved ${saved}`;
}

export function usePlace(): [QueryPlace, (place: Partial<QueryPlace>, how?: "push" | "replace") => void] {
  const search = useSearchParams();
  const place = useMemo((): QueryPlace => ({ q: search.get("q"), sql: search.get("sql"), saved: search.get("saved") }), [search]);
  const go = (next: Partial<QueryPlace>, how: "push" | "replace" = "push") => {
    const url = formatPlace(next);
    if (how === "push") history.pushState(null, "", url);
    else history.replaceState(null, "", url);
  };
  return [place, go];
}
