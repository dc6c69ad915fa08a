"use client";

import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { sql } from "@codemirror/lang-sql";
import { bracketMatching } from "@codemirror/language";
import { Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLineGutter, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef } from "react";
import type { TableView } from "#core/api/lake-api";
import { styleNonce } from "../frame/style-nonce.tsx";
import { editorHintId } from "./editor-hint.ts";
import { faultyLine, markFault } from "./faulty-line.ts";
import { completionSchema, freeCompletions } from "./sql-completion.ts";
import { lakeSql } from "./sql-dialect.ts";
import { sqlMarks } from "./sql-marks.ts";
import { sqlTheme } from "./sql-theme.ts";

export interface SqlEditorHandle {
  focus(): void;
  /** What is selected; empty where nothing is. */
  selected(): string;
  /** Writes at the cursor, in place of what is selected, with spaces around it where they are needed. */
  insert(text: string): void;
  /** Puts the cursor into a line, from 1. */
  goTo(line: number): void;
}

export interface SqlEditorProps {
  value: string;
  tables: readonly TableView[];
  onChange: (value: string) => void;
  onRun: () => void;
  /** From 1; where the last statement failed. */
  faultAt: number | null;
  handle: Ref<SqlEditorHandle>;
}

/** Where statements are written. Tab indents; Escape, then Tab, leaves. */
export function SqlEditor({ value, tables, onChange, onRun, faultAt, handle }: SqlEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const language = useRef(new Compartment());
  const say = useEffectEvent(onChange);
  const run = useEffectEvent(onRun);
  const build = useEffectEvent((parent: HTMLElement) => {
    const extensions = [language.current.of(toLanguage(tables)), ...fixedExtensions({ onChange: (text) => say(text), onRun: () => run() })];
    return new EditorView({ parent, state: EditorState.create({ doc: value, extensions }) });
  });
  useEffect(() => {
    if (!place.current) return;
    const built = build(place.current);
    view.current = built;
    return () => {
      view.current = null;
      built.destroy();
    };
  }, []);
  useEffect(() => {
    view.current?.dispatch({ effects: language.current.reconfigure(toLanguage(tables)) });
  }, [tables]);
  useEffect(() => {
    const current = view.current;
    if (!current || current.state.sliceDoc() === value) return;
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: value }, selection: { anchor: value.length } });
  }, [value]);
  useEffect(() => {
    view.current?.dispatch({ effects: markFault.of(faultAt) });
  }, [faultAt]);
  useImperativeHandle(handle, () => ({
    focus: () => view.current?.focus(),
    selected: () => view.current?.state.sliceDoc(view.current.state.selection.main.from, view.current.state.selection.main.to) ?? "",
    insert: (text) => view.current && insertWord(view.current, text),
    goTo: (line) => view.current && goToLine(view.current, line),
  }));
  return <div ref={place} className="rounded border border-line-strong focus-within:border-accent" />;
}

function toLanguage(tables: readonly TableView[]): Extension {
  const { extension, language } = sql({ dialect: lakeSql, schema: completionSchema(tables), upperCaseKeywords: true });
  return [extension, language.data.of({ autocomplete: freeCompletions(tables) })];
}

function fixedExtensions({ onChange, onRun }: { onChange: (text: string) => void; onRun: () => void }): Extension[] {
  const nonce = styleNonce();
  const runs = () => {
    onRun();
    return true;
  };
  return [
    nonce === undefined ? [] : EditorView.cspNonce.of(nonce),
    Prec.highest(keymap.of([{ key: "Mod-Enter", run: runs }])),
    keymap.of([
      { key: "Tab", run: acceptCompletion },
      indentWithTab,
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
    autocompletion({ icons: false, activateOnTyping: true }),
    [history(), drawSelection(), bracketMatching(), closeBrackets(), lineNumbers(), highlightActiveLineGutter()],
    placeholder("SELECT …"),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": "Statement", "aria-describedby": editorHintId, spellcheck: "false" }),
    EditorView.updateListener.of(({ docChanged, state }) => docChanged && onChange(state.sliceDoc())),
    [sqlMarks, faultyLine, sqlTheme],
  ];
}

function insertWord(view: EditorView, text: string): void {
  const { from, to } = view.state.selection.main;
  const before = view.state.sliceDoc(Math.max(0, from - 1), from);
  const after = view.state.sliceDoc(to, to + 1);
  const insert = `${/[\s(.,]|^$/.test(before) ? "" : " "}${text}${/[\s),;.]|^$/.test(after) ? "" : " "}`;
  view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, scrollIntoView: true });
  view.focus();
}

function goToLine(view: EditorView, line: number): void {
  const { from } = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
  view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
  view.focus();
}
