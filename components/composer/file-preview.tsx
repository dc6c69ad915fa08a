"use client";

import { clsx } from "clsx";
import { CircleCheck, CircleX, Lock, TriangleAlert } from "lucide-react";
import { Tabs } from "radix-ui";
import { Fragment, useMemo } from "react";
import type { Inspection } from "#core/csv/index";
import type { FormValue } from "#core/params/json-schema";
import { composerStore } from "../intake/composer-store.ts";
import { IssueList } from "../job/issue-list.tsx";
import { Button } from "../ui/button.tsx";
import { MessagePanel } from "../ui/message-panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { findingOf } from "../words/issue-words.ts";
import type { ColumnChoice } from "./column-plan.ts";
import { aliasesOf, columnsFor, namesWith, plansColumns } from "./composer-settings.ts";
import { foundParts } from "./found-words.ts";
import type { FileLook } from "./inspect-file.ts";
import { formats, previewOutput } from "./output-preview.ts";
import { ResultGrid } from "./result-grid.tsx";
import { SourceGrid } from "./source-grid.tsx";
import type { Composing } from "./use-composer.ts";

interface FilePreviewProps {
  file: File;
  look: FileLook;
  composing: Composing;
}

export function FilePreview({ file, look, composing }: FilePreviewProps) {
  return (
    <section aria-label={`Preview of ${file.name}`} className="flex min-w-0 flex-col p-4 md:px-6 lg:min-h-0">
      {look.kind === "reading" && <PreviewSkeleton />}
      {look.kind === "unusable" && <Unusable file={file} reason={look.reason} />}
      {look.kind === "closed" && (
        <MessagePanel icon={<Lock className="size-7" />} title={`${file.name} is read on the server`} isBare>
          {look.what} has no preview on this device. Everything in it is looked at once the job runs.
        </MessagePanel>
      )}
      {look.kind === "readable" && <Readable inspection={look.inspection} composing={composing} />}
    </section>
  );
}

function PreviewSkeleton() {
  return (
    <div role="status" aria-label="Reading the file" className="flex flex-col gap-3">
      <Skeleton className="h-5 w-72 max-w-full" />
      <Skeleton className="h-4 w-44" />
      <Skeleton className="mt-3 h-64 w-full" />
    </div>
  );
}

function Unusable({ file, reason }: { file: File; reason: string }) {
  return (
    <MessagePanel
      icon={<CircleX className="size-7 text-failed" />}
      title={`${file.name} cannot be used`}
      isBare
      actions={<Button onClick={() => composerStore.remove(file)}>Leave it out</Button>}
    >
      {reason}
    </MessagePanel>
  );
}

const tabClass =
  "h-9 border-transparent border-b-2 text-quiet transition-colors hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink";
const panelClass = "flex min-h-0 flex-1 flex-col pt-3 outline-none data-[state=inactive]:hidden";

function Readable({ inspection, composing }: { inspection: Inspection; composing: Composing }) {
  const { operation, settings, params, planColumns } = composing;
  const names = namesWith(aliasesOf(params), inspection.header.names);
  const isPlanned = operation !== undefined && plansColumns(operation);
  const plan = columnsFor(settings, params, names);
  return (
    <>
      <Found inspection={inspection} />
      <Tabs.Root defaultValue="source" className="mt-3 flex min-h-0 flex-1 flex-col">
        <Tabs.List aria-label="Preview" className="flex gap-5 border-line border-b">
          <Tabs.Trigger value="source" className={tabClass}>
            As it is
          </Tabs.Trigger>
          {isPlanned && (
            <Tabs.Trigger value="result" className={tabClass}>
              As it will be
            </Tabs.Trigger>
          )}
          <Tabs.Trigger value="issues" className={tabClass}>
            Issues <span className="text-xs tabular-nums">{inspection.issues.length}</span>
          </Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="source" className={panelClass}>
          {isPlanned ? (
            <SourceGrid inspection={inspection} plan={plan} onPlan={(next) => planColumns(names, next)} />
          ) : (
            <ResultGrid label="The first rows of the file" names={names} rows={inspection.preview} />
          )}
        </Tabs.Content>
        {isPlanned && (
          <Tabs.Content value="result" className={panelClass}>
            <Result inspection={inspection} plan={plan} params={params} />
          </Tabs.Content>
        )}
        <Tabs.Content value="issues" className={clsx(panelClass, "overflow-y-auto")}>
          <IssueList issues={inspection.issues} empty="Nothing odd in what was read so far." />
        </Tabs.Content>
      </Tabs.Root>
    </>
  );
}

interface ResultProps {
  inspection: Inspection;
  plan: readonly ColumnChoice[];
  params: FormValue;
}

function Result({ inspection, plan, params }: ResultProps) {
  const format = formats.find((each) => each === params.to) ?? "csv";
  const output = useMemo(() => previewOutput(inspection, plan, format), [inspection, plan, format]);
  const unseen = [params.filter ? "the filter" : "", params.mask ? "the mask" : ""].filter((word) => word !== "");
  return (
    <>
      {unseen.length > 0 && (
        <p className="pb-2 text-xs text-aside">This preview is without {unseen.join(" and ")}; the result will be with it.</p>
      )}
      {output.text === null ? (
        <ResultGrid label="The first rows of the result" names={output.names} rows={output.rows} />
      ) : (
        <ResultText text={output.text} />
      )}
    </>
  );
}

function Found({ inspection }: { inspection: Inspection }) {
  const parts = foundParts(inspection);
  const finding = findingOf(inspection.records, inspection.complete, inspection.issues);
  const Icon = finding.tone === "done" ? CircleCheck : TriangleAlert;
  return (
    <div className="flex flex-col gap-1">
      <p className="text-base text-balance">
        {parts.map(({ words, strong }, index) => (
          <Fragment key={words}>
            {index > 0 && (index === parts.length - 1 ? "; " : ", ")}
            {strong ? <strong className="font-medium">{words}</strong> : words}
          </Fragment>
        ))}
        .
      </p>
      <p className={clsx("flex items-start gap-1.5", finding.tone === "done" ? "text-done" : "text-aside")}>
        <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        {finding.words}
      </p>
    </div>
  );
}

function ResultText({ text }: { text: string }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
      tabIndex={0}
      aria-label="The first rows of the result"
      className="flex-1 overflow-auto max-lg:max-h-[60dvh] rounded border border-line bg-surface p-4"
    >
      <pre className="figures text-xs">{text}</pre>
    </section>
  );
}
