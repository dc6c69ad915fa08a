"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { QueryView, SavedQueryView } from "#core/api/queries-api";
import type { ChartSpec } from "#core/charts/chart-spec";
import { type EngineChoice, firstLineOf, lineOfFailure } from "./query-words.ts";
import { useSavedQueries } from "./saved-list.tsx";
import type { SqlEditorHandle } from "./sql-editor.tsx";
import { useCatalogue } from "./use-catalogue.ts";
import { useCost } from "./use-cost.ts";
import { useDraft } from "./use-draft.ts";
import { originOf, type QueryPlace, usePlace } from "./use-place.ts";
import { useRun } from "./use-run.ts";

/** How an answer is shown; the chart null where none was chosen. */
interface Look {
  isChart: boolean;
  spec: ChartSpec | null;
}

const asRows: Look = { isChart: false, spec: null };

function lookOf({ chart }: SavedQueryView): Look {
  return chart ? { isChart: chart.kind !== "table", spec: chart } : asRows;
}

/** The state of the page: what is written, what runs, what is shown. */
export function useQueryPage() {
  const [place, go] = usePlace();
  const catalogue = useCatalogue();
  const { data: savedQueries } = useSavedQueries();
  const { draft, setDraft, write } = useDraft();
  const [engine, setEngine] = useState<EngineChoice>("auto");
  const [look, setLook] = useState<Look>(asRows);
  const editor = useRef<SqlEditorHandle>(null);
  const saved = savedQueries?.find(({ id }) => id === place.saved) ?? null;
  const sql = draft?.sql ?? "";

  const { state, run, stop, forget } = useRun(place.q, (id, asked) => {
    const next = { q: id, saved: place.saved };
    setDraft((now) => ({ sql: now?.sql ?? asked, origin: originOf({ ...next, sql: null }) }));
    go(next);
  });
  const isRunning = state.kind === "running";
  const answered = state.kind === "answered" ? state.answer : null;
  const ranSql = state.kind === "running" ? state.query?.sql : state.kind === "failed" ? state.sql : answered?.sql;
  const cost = useCost(sql, !isRunning && ranSql?.trim() !== sql.trim() && catalogue.tables.length > 0);

  // What a link names comes into the editor, once: what was written of it since is kept.
  const origin = originOf(place);
  const linked = place.q !== null ? (ranSql ?? null) : (place.sql ?? saved?.sql ?? null);
  const takeIn = useEffectEvent((text: string) => {
    if (draft === null || origin === null || draft.origin === origin) return;
    setDraft({ sql: text, origin });
    if (place.q === null && saved) setLook(lookOf(saved));
  });
  const isKnown = draft !== null;
  useEffect(() => {
    if (isKnown && linked !== null && origin !== null) takeIn(linked);
  }, [isKnown, linked, origin]);

  const ask = (text = editor.current?.selected().trim() || sql) => {
    if (text.trim() !== "") void run(text, engine);
  };
  const begin = (text: string) => {
    setLook(asRows);
    setDraft({ sql: text, origin: null });
    void run(text, engine);
  };
  const open = (next: Partial<QueryPlace>, text: string) => {
    forget();
    setDraft({ sql: text, origin: originOf({ q: null, sql: null, saved: null, ...next }) });
    go(next);
  };
  const openSaved = (query: SavedQueryView) => {
    setLook(lookOf(query));
    open({ saved: query.id }, query.sql);
  };
  const openQuery = (query: QueryView) => open({ q: query.id }, query.sql);
  const firstLine = state.kind === "failed" ? firstLineOf(state.sql, sql) : null;
  const faultLine = state.kind === "failed" ? lineOfFailure(state.sentence) : null;
  const faultAt = firstLine === null || faultLine === null ? null : firstLine + faultLine;
  return {
    ...{ place, go, catalogue, saved, sql, isReady: draft !== null, write, editor, engine, setEngine, look, setLook },
    ...{ state, isRunning, answered, cost, stop, ask, begin, openSaved, openQuery, firstLine, faultAt },
  };
}

export type QueryPageState = ReturnType<typeof useQueryPage>;
