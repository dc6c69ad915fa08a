import { clsx } from "clsx";
import { ChevronRight, CircleX, Info, TriangleAlert } from "lucide-react";
import type { IssueSummary } from "#core/csv/issue";
import { formatCount } from "#core/words/format-number";
import { issueWords, sortIssues } from "../words/issue-words.ts";

const looks = {
  error: { Icon: CircleX, tone: "text-failed", word: "Error" },
  warning: { Icon: TriangleAlert, tone: "text-aside", word: "Warning" },
  notice: { Icon: Info, tone: "text-quiet", word: "Notice" },
} as const;

/** What is odd about a file: each kind with its count and its first places, in words. */
export function IssueList({ issues, empty }: { issues: readonly IssueSummary[]; empty: string }) {
  if (issues.length === 0) return <p className="rounded border border-line bg-surface px-4 py-8 text-center text-quiet">{empty}</p>;
  return (
    <ul className="divide-y divide-line rounded border border-line bg-surface">
      {sortIssues(issues).map((issue) => (
        <li key={issue.code}>
          <IssueItem issue={issue} />
        </li>
      ))}
    </ul>
  );
}

function IssueItem({ issue }: { issue: IssueSummary }) {
  const { Icon, tone, word } = looks[issue.severity];
  return (
    <details className="group" open={issue.severity === "error"}>
      <summary className="flex list-none items-center gap-3 rounded px-4 py-2.5 -outline-offset-2 hover:bg-hover">
        <Icon aria-hidden="true" className={clsx("size-4 shrink-0", tone)} />
        <span className="min-w-0 flex-1 font-medium">{issueWords[issue.code]}</span>
        <span className={clsx("text-xs", tone)}>{word}</span>
        <span className="w-14 text-right text-xs text-quiet tabular-nums">{formatCount(issue.count)} ×</span>
        <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-quiet transition-transform group-open:rotate-90" />
      </summary>
      <ol className="px-4 pb-3">
        {issue.first.map((place) => (
          <li key={`${place.line} ${place.column} ${place.byte}`} className="flex gap-4 py-1 pl-7 max-sm:flex-col max-sm:gap-0">
            {!place.message.startsWith("Line ") && (
              <span className="shrink-0 text-quiet tabular-nums sm:w-24">Line {formatCount(place.line)}</span>
            )}
            <span className="min-w-0 break-words">{place.message}</span>
          </li>
        ))}
        {issue.count > issue.first.length && (
          <li className="py-1 pl-7 text-xs text-quiet">and {formatCount(issue.count - issue.first.length)} more</li>
        )}
      </ol>
    </details>
  );
}
