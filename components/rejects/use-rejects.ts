"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { KnownJob } from "../job/use-job.ts";
import { readRejects, readShapes, theFirst } from "./read-rejects.ts";

/** The rejected rows of a job, one window of them at a time, and how its files were read. */
export function useRejects(job: KnownJob) {
  const [from, setFrom] = useState(theFirst);
  const { data, error, refetch } = useQuery({
    queryKey: ["rejects", job.id, job.attempt, from.byte],
    // What a job has set aside never changes.
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const shapes = await readShapes(job, signal);
      return { shapes, from, ...(await readRejects({ jobId: job.id, shapes }, from, signal)) };
    },
  });
  return {
    data: data ?? null,
    error: data === undefined ? error : null,
    readAgain: () => void refetch(),
    from,
    /** Goes on to other rows. */
    setFrom,
  };
}
