"use client";

import { clsx } from "clsx";
import { Tabs } from "radix-ui";
import { useEffect, useState } from "react";
import type { JsonSchema } from "#core/params/json-schema";
import { plural } from "#core/words/format-number";
import { dropMark } from "../intake/take-in-files.ts";
import type { ColumnRule } from "./column-menu.tsx";
import { columnsFor, paramsToSend, plansColumns, policyOf } from "./composer-settings.ts";
import { checkKey } from "./file-checks.ts";
import type { KnownLook } from "./file-looks.ts";
import type { FilePreviewProps } from "./file-preview.tsx";
import { IssuePanel } from "./issue-panel.tsx";
import { OutputPart } from "./output-part.tsx";
import { addRule, rulesIn } from "./rules/add-rule.ts";
import { schemaToCheck } from "./schema-to-check.ts";
import { SourcePart } from "./source-part.tsx";
import { tableOf } from "./table-look.ts";
import type { Composing } from "./use-composer.ts";
import { useOutputPreview } from "./use-output-preview.ts";

type TableLook = Extract<KnownLook["look"], { kind: "readable" | "parquet" }>;
type Tab = "source" | "result" | "issues";

const tabClass =
  "h-9 rounded-t-sm border-transparent border-b-2 text-quiet -outline-offset-2 transition-colors hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink";
const panelClass = "flex min-h-0 flex-1 flex-col pt-3 -outline-offset-1 data-[state=inactive]:hidden";

/** A file as it is, as it will be, and what is odd about it. */
export function PreviewTabs(props: FilePreviewProps & { look: TableLook }) {
  const { file, look, composing } = props;
  const [tab, setTab] = useState<Tab>("source");
  const [rowAt, setRowAt] = useState<number | null>(null);
  const { operation, settings, params, planColumns, usable, blocker, isReading } = composing;
  const names = usable.find((each) => each.file === file)?.names ?? [];
  const isPlanned = operation !== undefined && plansColumns(operation);
  const found = foundIssues(props);
  const job = composing.jobs.find((each) => each.some((one) => one.file === file));
  const output = useOutputPreview(
    tab === "result" && operation && job && !isReading && blocker === null
      ? {
          files: job.map((one) => one.file),
          operation: operation.id,
          params: paramsToSend(settings, operation, job[0]),
          onBadRow: policyOf(settings, operation),
        }
      : null,
  );
  const showRow = (row: number) => {
    setTab("source");
    setRowAt(row);
  };
  const table = tableOf(look);
  useEffect(measureDrop, []);
  return (
    <Tabs.Root
      value={tab}
      onValueChange={(next) => {
        setTab(next as Tab);
        setRowAt(null);
      }}
      className="mt-3 flex min-h-0 flex-1 flex-col"
    >
      <Tabs.List aria-label="Preview" className="flex gap-5 border-line border-b">
        <Tabs.Trigger value="source" className={tabClass}>
          As it is
        </Tabs.Trigger>
        <Tabs.Trigger value="result" className={tabClass}>
          As it will be
        </Tabs.Trigger>
        <Tabs.Trigger value="issues" className={tabClass}>
          Issues <span className="text-xs tabular-nums">{found.issues.length}</span>
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content value="source" className={panelClass}>
        <SourcePart
          table={table}
          plan={columnsFor(settings, params, names)}
          onPlan={isPlanned && names.length === table.columns.length ? (next) => planColumns(names, next) : null}
          rowAt={rowAt}
          rules={operation ? rulesIn(operation.params as JsonSchema) : []}
          onRule={(rule, column) => operation && focusLater(setRule(composing, operation, rule, column))}
        />
      </Tabs.Content>
      <Tabs.Content value="result" className={panelClass}>
        <OutputPart shown={output} waitsFor={operation ? (blocker?.message ?? null) : "Asking what can be done"} />
      </Tabs.Content>
      <Tabs.Content value="issues" className={clsx(panelClass, "overflow-y-auto")}>
        <IssuePanel {...found} shownRows={table.rows.length} onShow={showRow} />
      </Tabs.Content>
    </Tabs.Root>
  );
}

/** Adds a rule about a column; answers what is to be filled in. */
function setRule({ params, setParams }: Composing, { id }: { id: string }, rule: ColumnRule, column: string): string {
  const added = addRule(params, rule, column, id);
  setParams(added.params);
  return added.focusId;
}

/** Once it is rendered. */
function focusLater(id: string): void {
  setTimeout(() => document.getElementById(id)?.focus(), 50);
}

/** How long a person waited for the first rows, for whoever looks at the page's timeline. */
function measureDrop(): void {
  requestAnimationFrame(() => {
    if (performance.getEntriesByName(dropMark).length === 0) return;
    performance.measure("sluice-first-rows", { start: dropMark });
    performance.clearMarks(dropMark);
  });
}

/** By the check of the whole file, where it was of what is set now; else by the beginning. */
function foundIssues({ file, look, composing, checking }: FilePreviewProps & { look: TableLook }) {
  if (look.kind === "parquet") return { issues: [], scope: "in what the file says of itself", source: null };
  const { inspection } = look;
  const source = inspection.compression === null ? { file, encoding: inspection.encoding } : null;
  const state = checking.states.get(file);
  const key = checkKey({ dialect: composing.dialectOf(file), schema: schemaToCheck(composing) });
  if (state?.kind === "done" && state.key === key) return { issues: state.check.issues, scope: "in the whole file", source };
  const scope = inspection.complete ? "in the whole file" : `in the first ${plural(inspection.records, "row")}`;
  return { issues: inspection.issues, scope, source };
}
