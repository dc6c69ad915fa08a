import { type IssueSummary, maxPlacesPerIssue } from "../csv/issue.ts";

/** DynamoDB holds 400 KB an item, of which files, results and timeline take their part; report.json has every place in full. */
const maxIssueBytes = 64 * 1024;
const maxTextLength = 300;

/** Issues as a job keeps them: counts exact, long names cut, and as many places of each code as there is room for. */
export function fitIssues(issues: readonly IssueSummary[]): IssueSummary[] {
  let fitting = issues.map((issue) => ({
    ...issue,
    first: issue.first.map((place) => ({ ...place, name: place.name && cutShort(place.name), message: cutShort(place.message) })),
  }));
  for (let places = maxPlacesPerIssue - 1; places > 0 && sizeOf(fitting) > maxIssueBytes; places--) {
    fitting = fitting.map((issue) => ({ ...issue, first: issue.first.slice(0, places) }));
  }
  return fitting;
}

function cutShort(text: string): string {
  return text.length > maxTextLength ? `${text.slice(0, maxTextLength - 1)}…` : text;
}

function sizeOf(issues: readonly IssueSummary[]): number {
  return new TextEncoder().encode(JSON.stringify(issues)).length;
}
