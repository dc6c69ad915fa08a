"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { formatJobFilter, type JobFilter, parseJobFilter } from "./job-filter.ts";

/** The filter in the URL. Changing it on the list costs no round trip; from another page it leads there. */
export function useJobFilter(): [JobFilter, (filter: JobFilter) => void] {
  const search = useSearchParams();
  const pathname = usePathname();
  const router = useRouter();
  const filter = useMemo(() => parseJobFilter(new URLSearchParams(search)), [search]);
  const setFilter = (next: JobFilter) => {
    if (pathname === "/") history.replaceState(null, "", `/${formatJobFilter(next, new URLSearchParams(search))}`);
    else router.push(`/${formatJobFilter(next)}`);
  };
  return [filter, setFilter];
}
