import type { Job } from "../jobs/job.ts";
import { type Explanation, nameOf, quote, settled, toRef } from "./explanation.ts";

/** Of a message by which what a job left was to be made ready to be looked at; `null`: the job was deleted. */
export function explainAnalysis(job: Job | null): Explanation {
  if (!job) return { purpose: "Make a job's rows ready to be looked at", job: null, ...settled("The job was deleted.") };
  return { purpose: `Make the rows and the profile of ${quote(nameOf(job))} ready`, job: toRef(job), ...explain(job) };
}

function explain({ status, analysis }: Job): Pick<Explanation, "cause" | "advice" | "suggests" | "loss"> {
  if (status !== "succeeded" || !analysis) return settled("The job has been run again since.");
  switch (analysis.status) {
    case "done":
      return settled("Rows and profile are there by now.");
    case "failed":
      return {
        cause: analysis.error?.message ?? "It was tried several times and never came to an end.",
        advice: "Send it again once the cause is gone. The job's results are not touched by it.",
        suggests: "redrive",
        loss: "The job's rows and profile cannot be looked at. Its results stay, and can be downloaded.",
      };
    case "pending":
      return {
        cause: "It was interrupted each time. It is still waited for, by another message.",
        advice: "Wait for it. To send it again does no harm.",
        suggests: "discard",
        loss: "Nothing: it goes on without this message.",
      };
  }
}
