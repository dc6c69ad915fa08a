"use client";

import { clsx } from "clsx";
import { ChevronRight, CircleX, Info, TriangleAlert } from "lucide-react";
import type { IssuePlace, IssueSummary } from "#core/csv/index";
import { formatCount, plural } from "#core/words/format-number";
import { issueWords, sortIssues } from "../words/issue-words.ts";
import { IssuePlaceItem } from "./issue-place.tsx";

interface IssuePanelProps {
  issues: readonly IssueSummary[];
  /** How much was read for them: "of the whole file", "of the first 10,000 rows". */
  scope: string;
  source: { file: File; encoding: string } | null;
  /** Rows that are shown in the grid. */
  shownRows: number;
  onShow: (row: number) => void;
}

const looks = {
  error: { Icon: CircleX, tone: "text-failed", one: "error", many: "errors" },
  warning: { Icon: TriangleAlert, tone: "text-aside", one: "warning", many: "warnings" },
  notice: { Icon: Info, tone: "text-quiet", one: "notice", many: "notices" },
} as const;

/** All that is odd, by kind, each with its first places. */
export function IssuePanel({ issues, scope, source, shownRows, onShow }: IssuePanelProps) {
  const show = ({ record }: IssuePlace) => (record !== null && record > 0 && record <= shownRows ? () => onShow(record - 1) : null);
  return (
    <>
      <p className="pb-2 text-xs text-quiet">
        {issues.length === 0 ? "Nothing odd" : countWords(issues)} {scope}.
      </p>
      {issues.length > 0 && (
        <ul className="divide-y divide-line rounded border border-line bg-surface">
          {sortIssues(issues).map((issue) => (
            <li key={issue.code}>
              <IssueGroup issue={issue} source={source} showOf={show} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface IssueGroupProps {
  issue: IssueSummary;
  source: IssuePanelProps["source"];
  showOf: (place: IssuePlace) => (() => void) | null;
}

function IssueGroup({ issue, source, showOf }: IssueGroupProps) {
  const { Icon, tone, one, many } = looks[issue.severity];
  return (
    <details className="group" open={issue.severity === "error"}>
      <summary className="flex list-none items-center gap-3 rounded px-4 py-2.5 -outline-offset-2 hover:bg-hover">
        <Icon aria-hidden="true" className={clsx("size-4 shrink-0", tone)} />
        <span className="min-w-0 flex-1 font-medium">{issueWords[issue.code]}</span>
        <span className={clsx("text-xs tabular-nums", tone)}>{plural(issue.count, one, many)}</span>
        <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-quiet transition-transform group-open:rotate-90" />
      </summary>
      <ol className="px-4 pb-3">
        {issue.first.map((place) => (
          <IssuePlaceItem key={`${place.line} ${place.column} ${place.byte}`} place={place} source={source} onShow={showOf(place)} />
        ))}
        {issue.count > issue.first.length && (
          <li className="py-1 pl-7 text-xs text-quiet">and {formatCount(issue.count - issue.first.length)} more</li>
        )}
      </ol>
    </details>
  );
}

function countWords(issues: readonly IssueSummary[]): string {
  return (["error", "warning", "notice"] as const)
    .map((severity) => {
      const count = issues.filter((issue) => issue.severity === severity).reduce((sum, issue) => sum + issue.count, 0);
      return count === 0 ? "" : plural(count, looks[severity].one, looks[severity].many);
    })
    .filter((words) => words !== "")
    .join(", ");
}
