import { isTerminal } from "#core/jobs/job-status";
import type { JobSummary } from "#core/jobs/job-view";
import { formatCount } from "#core/words/format-number";
import type { Tab } from "../ui/tabs.tsx";

const jobTabIds = ["output", "input", "aside", "profile", "issues", "details"] as const;
export type JobTabId = (typeof jobTabIds)[number];

type Known = Pick<JobSummary, "status" | "analysis" | "counts" | "findings" | "results">;

/** What of a job there is to see, in order; the first is open unless another is asked for. They stay the same while it is analysed. */
export function jobTabs(job: Known): Tab<JobTabId>[] {
  const { rejected = 0 } = job.counts ?? {};
  const findings = job.findings.error + job.findings.warning + job.findings.notice;
  const issues: Tab<JobTabId> = { id: "issues", words: "Issues", note: findings === 0 ? undefined : formatCount(findings) };
  const details: Tab<JobTabId> = { id: "details", words: "Details" };
  if (job.status !== "succeeded") return findings > 0 && isTerminal(job.status) ? [issues, details] : [details, issues];
  const isLookedAt = job.analysis !== "none";
  return [
    { id: "output", words: "Output" },
    ...(isLookedAt ? [{ id: "input", words: "Input" } as const] : []),
    ...(rejected > 0 ? [{ id: "aside", words: "Set aside", note: formatCount(rejected) } as const] : []),
    ...(isLookedAt ? [{ id: "profile", words: "Profile" } as const] : []),
    issues,
    details,
  ];
}

/** The tab to show: the one that a link asks for where the job has it, else the first. */
export function openTab(tabs: readonly Tab<JobTabId>[], asked: string | null): JobTabId {
  return tabs.find(({ id }) => id === asked)?.id ?? tabs[0]?.id ?? "details";
}
