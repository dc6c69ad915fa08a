import { type IssueCode, type IssuePlace, type IssueSummary, maxPlacesPerIssue } from "../../csv/issue.ts";

/** One summary of each code: what several say of one file, each in the file's order. */
export function joinIssues(issues: readonly IssueSummary[]): IssueSummary[] {
  const joined = new Map<IssueCode, IssueSummary>();
  for (const issue of issues) {
    const known = joined.get(issue.code);
    const first = known ? [...known.first, ...issue.first].sort(inFileOrder).slice(0, maxPlacesPerIssue) : issue.first;
    joined.set(issue.code, { ...issue, count: (known?.count ?? 0) + issue.count, first });
  }
  return [...joined.values()];
}

function inFileOrder(a: IssuePlace, b: IssuePlace): number {
  return a.line - b.line || (a.byte ?? 0) - (b.byte ?? 0);
}
