"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { type JobFilter, selectJobs } from "./job-filter.ts";
import { jobPages } from "./job-pages.ts";
import { useHiddenJobs, useJobs } from "./use-jobs.ts";

/** While a name is searched for, pages are read on until so many rows match. */
const enoughMatches = 30;

/** The rows of the list, and how to read more of them. */
export function useJobList({ status, query }: JobFilter) {
  const jobs = useJobs();
  const hidden = useHiddenJobs();
  const { data, error, isPending, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery(jobPages(status));
  const floor = hasNextPage ? (data?.pages.at(-1)?.floor ?? null) : null;
  const rows = useMemo(() => selectJobs(jobs, { status, query, hidden, floor }), [jobs, status, query, hidden, floor]);

  const searchesOn = query !== "" && hasNextPage && !isFetchingNextPage && rows.length < enoughMatches && !error;
  useEffect(() => {
    if (searchesOn) void fetchNextPage();
  }, [searchesOn, fetchNextPage]);

  const readMore = () => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  };
  return { rows, error, isPending, isReadingMore: isFetchingNextPage, readMore, readAgain: () => void refetch() };
}
