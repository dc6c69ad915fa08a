import { type IssueSummary, maxPlacesPerIssue } from "../csv/issue.ts";

/** DynamoDB holds 400 KB an item, of which files, results and timeline take their part; report.json has every place in full. */
const maxIssueBytes = 64 * 1024;
const maxTextLength = 320;

/** Issues as a job keeps them: counts exact, long names cut, as many places of each code as there is room for, and one at least. */
export function fitIssues(issues: readonly IssueSummary[]): IssueSummary[] {
  let fitting = withShortTexts(issues, maxTextLength);
  for (let places = maxPlacesPerIssue - 1; places > 0 && sizeOf(fitting) > maxIssueBytes; places--) {
    fitting = fitting.map((issue) => ({ ...issue, first: issue.first.slice(0, places) }));
  }
  for (let length = maxTextLength / 2; length > 1 && sizeOf(fitting) > maxIssueBytes; length /= 2) {
    fitting = withShortTexts(fitting, length);
  }
  return fitting;
}

function withShortTexts(issues: readonly IssueSummary[], length: number): IssueSummary[] {
  const cut = (text: string) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
  return issues.map((issue) => ({
    ...issue,
    first: issue.first.map((place) => ({ ...place, name: place.name && cut(place.name), message: cut(place.message) })),
  }));
}

function sizeOf(issues: readonly IssueSummary[]): number {
  return new TextEncoder().encode(JSON.stringify(issues)).length;
}
