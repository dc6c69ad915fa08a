"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { JobSummary } from "#core/jobs/job-view";
import { type Profile, profileSchema } from "#core/profile/profile";
import { getResultLink } from "../api/jobs-api.ts";
import { readStored } from "../api/read-stored.ts";

const resultName = "profile.json";

export type ProfiledJob = Pick<JobSummary, "id" | "attempt" | "analysis" | "analysisError" | "results">;

/** Which tables of a job can be looked at, and what is in them. It is there before it is complete, and read again when it is. */
export function useProfile({ id, attempt, analysis, results }: ProfiledJob) {
  const { data, error, refetch } = useQuery({
    queryKey: ["profile", id, attempt, analysis],
    enabled: results.some(({ name }) => name === resultName),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => readProfile(id, signal),
  });
  return { profile: data, error: data === undefined ? error : null, readAgain: () => void refetch() };
}

async function readProfile(jobId: string, signal: AbortSignal): Promise<Profile> {
  const { url } = await getResultLink(jobId, resultName);
  return profileSchema.parse(JSON.parse(new TextDecoder().decode(await readStored(url, { signal }))));
}
