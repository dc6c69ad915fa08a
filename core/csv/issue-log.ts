import { type IssueCode, type IssuePlace, type IssueSeverity, type IssueSummary, issueCodes, maxPlacesPerIssue } from "./issue.ts";

const severities = new Map<IssueCode, IssueSeverity>(
  (["error", "warning", "notice"] as const).flatMap((severity) => issueCodes[severity].map((code) => [code, severity] as const)),
);

export function issueSeverity(code: IssueCode): IssueSeverity {
  return severities.get(code) ?? "error";
}

/** Counts every issue exactly and keeps the first few places of each code. */
export class IssueLog {
  readonly #summaries = new Map<IssueCode, IssueSummary>();

  /** Goes on from what another log said. */
  constructor(summaries: readonly IssueSummary[] = []) {
    for (const summary of summaries) this.#summaries.set(summary.code, { ...summary, first: [...summary.first] });
  }

  /** `place` is asked for only while places of this code are still kept. */
  add(code: IssueCode, place: () => IssuePlace): void {
    const summary = this.#summary(code);
    summary.count++;
    if (summary.first.length < maxPlacesPerIssue) summary.first.push(place());
  }

  /** More of the same, whose places are past the first few. */
  count(code: IssueCode, more: number): void {
    if (more > 0) this.#summary(code).count += more;
  }

  /** Whether places of this code are not kept any more. */
  isFull(code: IssueCode): boolean {
    return (this.#summaries.get(code)?.first.length ?? 0) >= maxPlacesPerIssue;
  }

  #summary(code: IssueCode): IssueSummary {
    const known = this.#summaries.get(code);
    if (known) return known;
    const summary: IssueSummary = { code, severity: issueSeverity(code), count: 0, first: [] };
    this.#summaries.set(code, summary);
    return summary;
  }

  /** In the order of the closed list: errors first, then warnings, then notices. */
  summaries(): IssueSummary[] {
    return inOrder(this.#summaries).map((summary) => ({ ...summary, first: [...summary.first] }));
  }
}

function inOrder(summaries: ReadonlyMap<IssueCode, IssueSummary>): IssueSummary[] {
  return [...severities.keys()].flatMap((code) => summaries.get(code) ?? []);
}

/** One list for several files: counts are summed, and each place names its file. */
export function mergeIssues(files: readonly { name: string; issues: readonly IssueSummary[] }[]): IssueSummary[] {
  if (files.length === 1) return [...(files[0]?.issues ?? [])];
  const log = new Map<IssueCode, IssueSummary>();
  for (const file of files) {
    for (const issue of file.issues) {
      const merged = log.get(issue.code) ?? { ...issue, count: 0, first: [] };
      merged.count += issue.count;
      const room = maxPlacesPerIssue - merged.first.length;
      merged.first.push(...issue.first.slice(0, room).map((place) => ({ ...place, message: `${file.name}: ${place.message}` })));
      log.set(issue.code, merged);
    }
  }
  return inOrder(log);
}
