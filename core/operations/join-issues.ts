import { type IssueCode, type IssueSummary, maxPlacesPerIssue } from "../csv/issue.ts";

/** One summary of each code: what several say of one file. */
export function joinIssues(issues: readonly IssueSummary[]): IssueSummary[] {
  const joined = new Map<IssueCode, IssueSummary>();
  for (const issue of issues) {
    const known = joined.get(issue.code);
    const first = [...(known?.first ?? []), ...issue.first].slice(0, maxPlacesPerIssue);
    joined.set(issue.code, { ...issue, count: (known?.count ?? 0) + issue.count, first });
  }
  return [...joined.values()];
}
