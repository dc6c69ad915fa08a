"use client";

import { useMemo, useState } from "react";
import { formatCount, plural } from "#core/words/format-number";
import { arraySource } from "../grid/array-source.ts";
import { DataGrid } from "../grid/data-grid.tsx";
import type { OutputPreview, PreviewReject } from "../reading/output-preview.ts";
import { Segments } from "../ui/segments.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { issueWords } from "../words/issue-words.ts";
import type { ShownPreview } from "./use-output-preview.ts";

const gridClass = "min-h-64 flex-1 max-lg:h-[60dvh] max-lg:flex-none";

/** What the operation makes of the beginning of the file: the rows that come out, and those set aside. */
export function OutputPart({ shown: { preview, problem, isFresh }, waitsFor }: { shown: ShownPreview; waitsFor: string | null }) {
  const [part, setPart] = useState<"out" | "aside">("out");
  if (waitsFor !== null && preview === null) return <p className="py-8 text-center text-quiet">{waitsFor}</p>;
  if (problem !== null) {
    return (
      <p role="alert" className="rounded border border-failed bg-failed-soft px-4 py-3 text-failed">
        {problem}
      </p>
    );
  }
  if (preview === null) return <Skeleton className="h-64 w-full" />;
  const isAside = part === "aside" && preview.counts.rejected > 0;
  return (
    <div aria-busy={!isFresh} className="flex min-h-0 flex-1 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
        <p role="status" className="tabular-nums">
          {waitsFor ?? countWords(preview)}
        </p>
        {preview.counts.rejected > 0 && <PartChoice part={isAside ? "aside" : "out"} onChange={setPart} preview={preview} />}
      </div>
      {preview.omitted.map((sentence) => (
        <p key={sentence} className="text-xs text-quiet">
          {sentence}
        </p>
      ))}
      {isAside ? <RejectList rejects={preview.rejects} count={preview.counts.rejected} /> : <OutputRows preview={preview} />}
    </div>
  );
}

function countWords({ counts, complete }: OutputPreview): string {
  const scope = complete ? `Of all ${plural(counts.in, "row")}` : `Of the first ${plural(counts.in, "row")}`;
  const parts = [
    `${formatCount(counts.out)} out`,
    counts.rejected > 0 ? `${formatCount(counts.rejected)} set aside` : "",
    counts.filtered > 0 ? `${formatCount(counts.filtered)} filtered` : "",
  ];
  return `${scope}: ${parts.filter((part) => part !== "").join(", ")}.`;
}

interface PartChoiceProps {
  part: "out" | "aside";
  onChange: (part: "out" | "aside") => void;
  preview: OutputPreview;
}

function PartChoice({ part, onChange, preview }: PartChoiceProps) {
  const options = [
    { id: "out", words: "Out" },
    { id: "aside", words: `Set aside ${formatCount(preview.counts.rejected)}`, isAmber: true },
  ] as const;
  return (
    <Segments
      aria-label="Rows to see"
      options={options}
      value={part}
      onChange={(value) => value !== "" && onChange(value)}
      isSmall
      className="flex"
    />
  );
}

function OutputRows({ preview: { columns, rows, rowCount, text } }: { preview: OutputPreview }) {
  const source = useMemo(() => arraySource(columns, rows), [columns, rows]);
  if (text !== null) return <ResultText text={text} />;
  const tools = rowCount > rows.length && <span>of {formatCount(rowCount)}; the first are shown</span>;
  return <DataGrid source={source} label="The first rows of the result" tools={tools} className={gridClass} />;
}

function RejectList({ rejects, count }: { rejects: readonly PreviewReject[]; count: number }) {
  return (
    <ol aria-label="Rows set aside" className="min-h-0 flex-1 divide-y divide-line overflow-auto rounded border border-line bg-surface">
      {rejects.map(({ file, line, record, codes, message, raw }) => (
        <li key={`${file ?? ""} ${line} ${record}`} className="px-4 py-2">
          <p>
            {file !== undefined && <span className="text-quiet">{file}: </span>}
            {message}
          </p>
          <p className="text-xs text-aside">{codes.map((code) => (isIssueCode(code) ? issueWords[code] : code)).join(", ")}</p>
          {raw !== null && <p className="figures mt-1 truncate rounded-sm bg-hover px-2 py-1 text-xs">{raw}</p>}
        </li>
      ))}
      {count > rejects.length && <li className="px-4 py-2 text-xs text-quiet">and {formatCount(count - rejects.length)} more</li>}
    </ol>
  );
}

function isIssueCode(code: string): code is keyof typeof issueWords {
  return Object.hasOwn(issueWords, code);
}

function ResultText({ text }: { text: string }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
      tabIndex={0}
      aria-label="The first rows of the result"
      className="min-h-64 flex-1 overflow-auto max-lg:max-h-[60dvh] rounded border border-line bg-surface p-4"
    >
      <pre className="figures text-xs">{text}</pre>
    </section>
  );
}
