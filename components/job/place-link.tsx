"use client";

import type { ComponentProps, MouseEvent } from "react";
import type { JobTabId } from "./job-tabs.ts";
import { useJobPlace } from "./use-job-place.ts";

/** A link to a part of the same page: it opens there at once, and elsewhere as any link does. */
export function PlaceLink({
  tab,
  column,
  onClick,
  ...rest
}: Omit<ComponentProps<"a">, "href"> & { tab: JobTabId; column?: string | null }) {
  const { hrefOf, go } = useJobPlace();
  const place = { tab, ...(column != null && { column }) };
  const open = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(place);
  };
  return <a href={hrefOf(place)} onClick={open} {...rest} />;
}
