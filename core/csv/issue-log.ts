import { type IssueCode, type IssuePlace, type IssueSeverity, type IssueSummary, issueCodes, maxPlacesPerIssue } from "./issue.ts";

const severities = new Map<IssueCode, IssueSeverity>(
  (["error", "warning", "notice"] as const).flatMap((severity) => issueCodes[severity].map((code) => [code, severity] as const)),
);

export function issueSeverity(code: IssueCode): IssueSeverity {
  return severities.get(code) ?? "error";
}

/** Plain JSON. */
export interface IssueLogState {
  summaries: IssueSummary[];
  early: { code: IssueCode; place: IssuePlace }[];
}

/** Counts every issue exactly and keeps the first few places of each code. */
export class IssueLog {
  readonly #summaries = new Map<IssueCode, IssueSummary>();
  readonly #early: IssueLogState["early"];

  /** Goes on from what another log said. */
  constructor({ summaries, early }: IssueLogState = { summaries: [], early: [] }) {
    for (const summary of summaries) this.#summaries.set(summary.code, copy(summary));
    this.#early = [...early];
  }

  get state(): IssueLogState {
    return { summaries: inOrder(this.#summaries).map(copy), early: [...this.#early] };
  }

  /** Something further down that is known before its turn comes. There must be few of them. */
  addEarly(code: IssueCode, place: IssuePlace): void {
    this.#early.push({ code, place });
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
    const summary = emptySummary(code);
    this.#summaries.set(code, summary);
    return summary;
  }

  /** In the order of the closed list: errors first, then warnings, then notices. */
  summaries(): IssueSummary[] {
    const merged = new Map([...this.#summaries].map(([code, summary]) => [code, copy(summary)] as const));
    for (const { code, place } of this.#early) {
      const summary = merged.get(code) ?? emptySummary(code);
      const first = [...summary.first, place].sort((a, b) => (a.byte ?? 0) - (b.byte ?? 0)).slice(0, maxPlacesPerIssue);
      merged.set(code, { ...summary, count: summary.count + 1, first });
    }
    return inOrder(merged);
  }
}

function copy(summary: IssueSummary): IssueSummary {
  return { ...summary, first: [...summary.first] };
}

function emptySummary(code: IssueCode): IssueSummary {
  return { code, severity: issueSeverity(code), count: 0, first: [] };
}

/** Summaries, one of each code, in the order of the closed list. */
export function inOrder(summaries: ReadonlyMap<IssueCode, IssueSummary> | readonly IssueSummary[]): IssueSummary[] {
  const known = summaries instanceof Map ? summaries : new Map([...summaries.values()].map((summary) => [summary.code, summary] as const));
  return [...severities.keys()].flatMap((code) => known.get(code) ?? []);
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
