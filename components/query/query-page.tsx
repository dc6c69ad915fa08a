"use client";

import { PanelLeft, Save } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import type { QueryView, SavedQueryView } from "#core/api/queries-api";
import { late } from "../frame/late.tsx";
import { usePageActions } from "../frame/page-actions.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useMediaQuery } from "../ui/use-media-query.ts";
import { AnswerPart } from "./answer-part.tsx";
import { AskBar } from "./ask-bar.tsx";
import { Beginning } from "./beginning.tsx";
import { downloadAnswer } from "./download-answer.ts";
import { editorHintId } from "./editor-hint.ts";
import { runWords } from "./query-words.ts";
import { type PanelTab, SidePanel } from "./side-panel.tsx";
import { type QueryPageState, useQueryPage } from "./use-query-page.ts";

const editorSkeleton = <Skeleton className="h-40 rounded" />;
const SqlEditor = late(async () => (await import("./sql-editor.tsx")).SqlEditor, editorSkeleton);
const AnswerActions = late(async () => (await import("./answer-actions.tsx")).AnswerActions);
const PanelSheet = late(async () => (await import("./panel-sheet.tsx")).PanelSheet);
const SaveDialog = late(async () => (await import("./save-dialog.tsx")).SaveDialog);
const PutAnswerOnDashboard = late(async () => (await import("./put-answer-on-dashboard.tsx")).PutAnswerOnDashboard);

type Opened = "save" | "dashboard" | "panel" | null;

/** Asks the lake's tables with SQL. */
export function QueryPage() {
  const page = useQueryPage();
  const [opened, setOpened] = useState<Opened>(null);
  const [tab, setTab] = useState<PanelTab>("tables");
  const isWide = useMediaQuery("(min-width: 64rem)");
  const { saved, answered, look, setLook } = page;
  useRunKey(() => page.ask());
  const show = (next: PanelTab) => {
    setTab(next);
    if (!isWide) setOpened("panel");
  };
  usePageActions(toActions(page, { show, open: setOpened }));
  const closePanel = () => setOpened((now) => (now === "panel" ? null : now));
  const panel = (
    <SidePanel
      tab={tab}
      onTab={setTab}
      catalogue={page.catalogue}
      open={page.place}
      onInsert={(name) => {
        closePanel();
        page.editor.current?.insert(name);
      }}
      onSaved={(query: SavedQueryView) => {
        closePanel();
        page.openSaved(query);
      }}
      onQuery={(query: QueryView) => {
        closePanel();
        page.openQuery(query);
      }}
    />
  );
  return (
    <div className="flex flex-col gap-5 xl:ml-[calc((100%-min(100vw-9rem,92rem))/2)] xl:w-[min(100vw-9rem,92rem)]">
      <header className="flex min-h-9 flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-lg font-medium sm:text-xl">Query</h1>
          <p className="mt-1 truncate text-quiet">{saved ? saved.title : "Ask what was published, with SQL."}</p>
        </div>
        <Button onClick={() => setOpened("panel")} aria-haspopup="dialog" className="lg:hidden">
          <PanelLeft aria-hidden="true" className="size-4" />
          Tables and history
        </Button>
      </header>
      <div className="grid min-w-0 gap-6 lg:grid-cols-[17rem_minmax(0,1fr)] xl:grid-cols-[19rem_minmax(0,1fr)]">
        <aside aria-label="Tables and history" className="min-w-0 max-lg:hidden">
          {isWide && panel}
        </aside>
        <div className="flex min-w-0 flex-col gap-5">
          <Asking page={page} onSave={() => setOpened("save")} />
          <AnswerPart
            state={page.state}
            isChart={look.isChart}
            beginning={<Beginning catalogue={page.catalogue} onTry={page.begin} />}
            firstLine={page.firstLine}
            onGoTo={(line) => page.editor.current?.goTo(line)}
            drawing={{ title: saved?.title ?? "The answer", spec: look.spec, onSpec: (spec) => setLook({ isChart: true, spec }) }}
            actions={
              answered && (
                <AnswerActions
                  id={answered.id}
                  isChart={look.isChart}
                  onChart={(isChart) => setLook({ ...look, isChart })}
                  onDashboard={() => setOpened("dashboard")}
                />
              )
            }
          />
        </div>
      </div>
      <p role="status" className="sr-only">
        {runWords(page.state)}
      </p>
      {opened === "panel" && <PanelSheet onClose={closePanel}>{panel}</PanelSheet>}
      {opened === "save" && (
        <SaveDialog
          sql={page.sql}
          chart={look.spec}
          answer={look.isChart ? answered : null}
          saved={saved}
          onSaved={({ id }) => page.go({ q: page.place.q, saved: id }, "replace")}
          onClose={() => setOpened(null)}
        />
      )}
      {opened === "dashboard" && answered && (
        <PutAnswerOnDashboard answer={answered} title={saved?.title ?? ""} spec={look.spec} onClose={() => setOpened(null)} />
      )}
    </div>
  );
}

function Asking({ page, onSave }: { page: QueryPageState; onSave: () => void }) {
  const { state, sql, isRunning } = page;
  return (
    <section aria-label="Statement" className="flex min-w-0 flex-col gap-3">
      {page.isReady ? (
        <SqlEditor
          value={sql}
          tables={page.catalogue.tables}
          onChange={page.write}
          onRun={() => page.ask()}
          faultAt={page.faultAt}
          handle={page.editor}
        />
      ) : (
        editorSkeleton
      )}
      <p id={editorHintId} className="sr-only">
        Tab indents. To leave the editor, press Escape and then Tab.
      </p>
      <div className="flex flex-wrap items-start justify-between gap-2">
        <AskBar
          isRunning={isRunning}
          isStopping={state.kind === "running" && state.isStopping}
          canRun={sql.trim() !== ""}
          onRun={() => page.ask()}
          onStop={() => void page.stop()}
          engine={page.engine}
          onEngine={page.setEngine}
          cost={page.cost}
        />
        <Button look="ghost" disabled={sql.trim() === ""} aria-haspopup="dialog" onClick={onSave}>
          <Save aria-hidden="true" className="size-4" />
          Save
        </Button>
      </div>
    </section>
  );
}

/** From anywhere on the page; the editor has taken its own press already. */
function useRunKey(run: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    if (document.querySelector("[role=dialog][data-state=open]:not([data-popover])") !== null) return;
    event.preventDefault();
    run();
  });
  useEffect(() => {
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

function toActions(page: QueryPageState, tools: { show: (tab: PanelTab) => void; open: (opened: Opened) => void }) {
  const { answered, isRunning, sql, look } = page;
  const when = (condition: boolean, words: string, run: () => unknown) => (condition ? [{ words, run }] : []);
  return [
    ...when(!isRunning && sql.trim() !== "", "Run the statement", () => page.ask()),
    ...when(isRunning, "Stop the query", () => page.stop()),
    ...when(answered !== null, look.isChart ? "Show the rows" : "Chart the answer", () =>
      page.setLook({ ...look, isChart: !look.isChart }),
    ),
    ...when(answered !== null, "Download the answer as CSV", () => answered && downloadAnswer(answered.id, "csv")),
    ...when(answered !== null, "Download the answer as Excel", () => answered && downloadAnswer(answered.id, "xlsx")),
    ...when(answered !== null, "Add the answer to a dashboard", () => tools.open("dashboard")),
    ...when(sql.trim() !== "", "Save the query", () => tools.open("save")),
    { words: "Write in the editor", run: () => page.editor.current?.focus() },
    { words: "Show the tables", run: () => tools.show("tables") },
    { words: "Show saved queries", run: () => tools.show("saved") },
    { words: "Show the history", run: () => tools.show("history") },
  ];
}
