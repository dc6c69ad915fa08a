import type { OperationInfo } from "#core/api/operations-api";
import type { CreateJobRequest } from "#core/api/requests";
import type { BadRowPolicy } from "#core/jobs/job";
import { type FormValue, isFormValue, type JsonSchema, membersOf } from "#core/params/json-schema";
import type { HeaderAlias } from "#core/recipes/match-headers";
import type { Recipe } from "../api/recipes-api.ts";
import { withoutBlanks } from "../forms/form-values.ts";
import { type ColumnChoice, isUntouched, planColumns, planFromParam, toColumnParam } from "./column-plan.ts";

export interface ComposerSettings {
  /** The one that was chosen; null: what suits the files. */
  operation: string | null;
  /** What was filled in, by operation. */
  params: Readonly<Record<string, FormValue>>;
  onBadRow: Readonly<Record<string, BadRowPolicy>>;
  /** Several files as one job, where that was chosen. */
  together: boolean | null;
  /** Column plans by header: files with the same header share theirs. Absent: as the recipe says, else everything as it is. */
  columns: ReadonlyMap<string, readonly ColumnChoice[]>;
  recipe: Recipe | null;
}

export const noSettings: ComposerSettings = {
  operation: null,
  params: {},
  onBadRow: {},
  together: null,
  columns: new Map(),
  recipe: null,
};

/** Equal for files whose columns are named the same, in the same order. */
export function headerKey(names: readonly string[]): string {
  return JSON.stringify(names);
}

/** Whether the columns are chosen in the preview's header. */
export function plansColumns({ params }: Pick<OperationInfo, "params">): boolean {
  return membersOf(params as JsonSchema).some(({ name, member }) => name === "columns" && member["x-control"] === "column-plan");
}

export function paramsOf(settings: ComposerSettings, { id, params }: Pick<OperationInfo, "id" | "params">): FormValue {
  const given = Object.hasOwn(settings.params, id) ? settings.params[id] : undefined;
  return given ?? firstParams(id, params as JsonSchema);
}

/** What a form begins with: the commonest of what has to be chosen. */
function firstParams(id: string, schema: JsonSchema): FormValue {
  const to = schema.properties?.to;
  const isNeeded = schema.required?.includes("to") ?? false;
  if (!isNeeded || to?.enum === undefined) return {};
  const first = id === "convert" && to.enum.includes("ndjson") ? "ndjson" : to.enum[0];
  return { to: first };
}

export function policyOf(settings: ComposerSettings, { id, defaultBadRow }: Pick<OperationInfo, "id" | "defaultBadRow">): BadRowPolicy {
  return (Object.hasOwn(settings.onBadRow, id) ? settings.onBadRow[id] : undefined) ?? defaultBadRow;
}

/** Other names for headers that were confirmed. */
export function aliasesOf(params: FormValue): readonly HeaderAlias[] {
  const { headers } = params;
  return Array.isArray(headers) ? headers.filter(isAlias) : [];
}

function isAlias(value: unknown): value is HeaderAlias {
  return isFormValue(value) && typeof value.column === "string" && typeof value.as === "string";
}

/** The header as the operation sees it: an alias is passed over where its column is not there, or its name is there already. */
export function namesWith(aliases: readonly HeaderAlias[], names: readonly string[]): string[] {
  const present = new Set(names);
  const given = [...names];
  for (const { column, as } of aliases) {
    const index = given.indexOf(column);
    if (index < 0 || present.has(as)) continue;
    given[index] = as;
    present.add(as);
  }
  return given;
}

export function columnsFor(settings: ComposerSettings, params: FormValue, names: readonly string[]): readonly ColumnChoice[] {
  return settings.columns.get(headerKey(names)) ?? givenPlan(params, names) ?? planColumns(names);
}

function givenPlan({ columns }: FormValue, names: readonly string[]): ColumnChoice[] | null {
  if (!Array.isArray(columns)) return null;
  const choices = columns.filter(isFormValue).flatMap(({ column, as }) => {
    if (typeof column !== "string") return [];
    return [typeof as === "string" ? { column, as } : { column }];
  });
  return planFromParam(names, choices);
}

/** The parameters to send for files with this header (as the operation sees it). */
export function paramsToSend(settings: ComposerSettings, operation: OperationInfo, names: readonly string[]): FormValue {
  const params = withoutBlanks(operation.params as JsonSchema, paramsOf(settings, operation));
  if (!plansColumns(operation)) return params;
  const { columns: given, ...others } = params;
  const columns = toColumnParam(columnsFor(settings, params, names));
  // Columns of a recipe that the file does not have must be missed by the server, not by us.
  const isPlanned = settings.columns.has(headerKey(names)) || given === undefined;
  const sent = isPlanned ? columns : given;
  return sent === undefined ? others : { ...others, columns: sent };
}

/** One job: its files, in their order, and the header of the first. */
export interface JobToMake {
  files: readonly Pick<File, "name" | "size" | "type">[];
  names: readonly string[];
}

export function toRequest(settings: ComposerSettings, operation: OperationInfo, { files, names }: JobToMake): CreateJobRequest {
  const params = paramsToSend(settings, operation, names);
  const changes = settings.recipe && changesTo(settings.recipe, operation, params);
  return {
    operation: operation.id,
    ...(settings.recipe && changes ? { recipe: recipeRef(settings.recipe), params: changes } : { params }),
    files: files.map(({ name, size, type }) => ({ name, size, type })),
    onBadRow: policyOf(settings, operation),
  };
}

export function recipeRef({ name, version }: Pick<Recipe, "name" | "version">): string {
  return `${name}@${version}`;
}

/** The parameters that replace the recipe's; null where it is not this recipe any more: one of its own was taken away. */
export function changesTo(recipe: Recipe, operation: Pick<OperationInfo, "id">, params: FormValue): FormValue | null {
  if (recipe.operation !== operation.id) return null;
  if (Object.keys(recipe.params).some((name) => !Object.hasOwn(params, name))) return null;
  return Object.fromEntries(Object.entries(params).filter(([name, value]) => !isSame(value, recipe.params[name])));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** The order of members means nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isFormValue(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name])]),
  );
}

export const policyWords: Record<BadRowPolicy, { title: string; words: string; foot: string }> = {
  keep: { title: "Keep", words: "Bad rows stay in, padded, and are reported.", foot: "bad rows kept" },
  reject: { title: "Set aside", words: "Bad rows go to a file of their own.", foot: "bad rows set aside" },
  stop: { title: "Stop", words: "The first bad row ends the job.", foot: "stops at a bad row" },
};

/** "3 of 12 columns", or "" while nothing was changed. */
export function columnWords(plan: readonly ColumnChoice[]): string {
  if (isUntouched(plan)) return "";
  const kept = plan.filter((choice) => choice.kept).length;
  if (kept < plan.length) return `${kept} of ${plan.length} columns`;
  return plan.some((choice) => choice.as !== choice.column) ? "columns renamed" : "columns reordered";
}

export const badRowOrder = ["keep", "reject", "stop"] as const satisfies readonly BadRowPolicy[];
