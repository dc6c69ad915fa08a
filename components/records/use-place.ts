"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";

/** What the page shows; all of it is in the URL. */
export interface RecordsPlace {
  view: "records" | "imports";
  /** null: the one that is most likely meant. */
  dataset: string | null;
  prefix: string;
  /** The record that is open. */
  key: readonly string[] | null;
}

const path = "/records";

export function formatPlace({ view, dataset, prefix, key }: RecordsPlace): string {
  const search = new URLSearchParams();
  if (view === "imports") search.set("view", view);
  if (dataset !== null) search.set("dataset", dataset);
  if (prefix !== "") search.set("prefix", prefix);
  for (const cell of key ?? []) search.append("key", cell);
  return search.size === 0 ? path : `${path}?${search}`;
}

export function usePlace(): [RecordsPlace, (patch: Partial<RecordsPlace>, how?: "push" | "replace") => void] {
  const search = useSearchParams();
  const place = useMemo((): RecordsPlace => {
    const key = search.getAll("key");
    return {
      view: search.get("view") === "imports" ? "imports" : "records",
      dataset: search.get("dataset"),
      prefix: search.get("prefix") ?? "",
      key: key.length > 0 ? key : null,
    };
  }, [search]);
  const go = (patch: Partial<RecordsPlace>, how: "push" | "replace" = "push") => {
    const url = formatPlace({ ...place, ...patch });
    if (how === "push") history.pushState(null, "", url);
    else history.replaceState(null, "", url);
  };
  return [place, go];
}
