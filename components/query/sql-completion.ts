import { type Completion, type CompletionSource, snippetCompletion } from "@codemirror/autocomplete";
import type { SQLNamespace } from "@codemirror/lang-sql";
import type { TableView } from "#core/api/lake-api";
import { plural } from "#core/words/format-number";
import { sqlFunctions } from "./sql-functions.ts";

/** The catalogue as completion understands it: tables with their columns. */
export function completionSchema(tables: readonly TableView[]): SQLNamespace {
  const entries = tables.map(({ name, rows, columns }) => {
    const self: Completion = { label: name, type: "type", detail: plural(rows, "row"), boost: 10 };
    return [name, { self, children: columns.map(toCompletion) }] as const;
  });
  return Object.fromEntries(entries);
}

function toCompletion({ name, type }: TableView["columns"][number]): Completion {
  return { label: name, type: "property", detail: type };
}

/**
 * Columns of the tables that the statement names, anywhere in it, and functions. The language's own source knows columns only
 * behind their table's name and a point, and behind a name it must not be in the way.
 */
export function freeCompletions(tables: readonly TableView[]): CompletionSource {
  const functions = sqlFunctions.map(({ name, call, words }): Completion => {
    return snippetCompletion(toSnippet(call), { label: name, displayLabel: call, type: "function", info: words });
  });
  return (context) => {
    const word = context.matchBefore(/\w+/);
    if (!word && !context.explicit) return null;
    const from = word?.from ?? context.pos;
    if (context.state.sliceDoc(from - 1, from) === "." || isTablePlace(context.state.sliceDoc(0, from))) return null;
    const named = namedTables(context.state.sliceDoc(), tables);
    const columns = new Map(named.flatMap((table) => table.columns.map((column) => [column.name, column] as const)));
    const options = [...[...columns.values()].map((column) => ({ ...toCompletion(column), boost: 20 })), ...functions];
    return { from, options, validFor: /^\w*$/ };
  };
}

/** Whether a table's name follows a text, and nothing else can. */
export function isTablePlace(before: string): boolean {
  return /\b(?:from|join)\s+$/i.test(before);
}

/** Those that a statement speaks of; all there are where it speaks of none. */
export function namedTables(sql: string, tables: readonly TableView[]): readonly TableView[] {
  const words = new Set(sql.toLowerCase().match(/\w+/g));
  const named = tables.filter(({ name }) => words.has(name));
  return named.length > 0 ? named : tables;
}

/** `sum(x)` → `sum(${x})`: the first argument is there to be written over. */
export function toSnippet(call: string): string {
  return call.replace(/\((\w+)(?=[,) ])/, (_, argument: string) => `(\${${argument}}`);
}
