import { queryOptions } from "@tanstack/react-query";
import { getJob } from "../api/jobs-api.ts";
import { jobsStore } from "../realtime/jobs-store.ts";

/** A job with all that the server says of it; the list of jobs learns of it, too. */
export function jobQuery(id: string) {
  return queryOptions({
    queryKey: ["job", id],
    queryFn: async ({ signal }) => {
      const job = await getJob(id, signal);
      jobsStore.load([job]);
      return job;
    },
  });
}
