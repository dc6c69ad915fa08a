import type { OperationInfo } from "#core/api/operations-api";
import type { CreateJobRequest } from "#core/api/requests";
import type { DialectOverrides } from "#core/csv/index";
import type { BadRowPolicy } from "#core/jobs/job";
import { type FormValue, isFormValue, type JsonSchema, membersOf } from "#core/params/json-schema";
import type { Recipe } from "../api/recipes-api.ts";
import { withoutBlanks } from "../forms/form-values.ts";
import { type ColumnChoice, planFromParam, planFromRename, toColumnParam, toRenameParam, untouchedPlan } from "./column-plan.ts";
import { toSentDialect } from "./file-dialects.ts";
import { changesTo, recipeRef } from "./recipe-changes.ts";

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
  /** How to read a file, where a person said so of it. Absent: as the parameters say, else as it is found. */
  dialects: ReadonlyMap<File, DialectOverrides>;
  recipe: Recipe | null;
}

export const noSettings: ComposerSettings = {
  operation: null,
  params: {},
  onBadRow: {},
  together: null,
  columns: new Map(),
  dialects: new Map(),
  recipe: null,
};

const headerKeys = new WeakMap<readonly string[], string>();

/** Equal for files whose columns are named the same, in the same order. */
export function headerKey(names: readonly string[]): string {
  const known = headerKeys.get(names);
  if (known !== undefined) return known;
  const key = JSON.stringify(names);
  headerKeys.set(names, key);
  return key;
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

export function columnsFor(settings: ComposerSettings, params: FormValue, names: readonly string[]): readonly ColumnChoice[] {
  return settings.columns.get(headerKey(names)) ?? givenPlan(params, names) ?? untouchedPlan(names);
}

function givenPlan({ columns, rename }: FormValue, names: readonly string[]): ColumnChoice[] | null {
  if (Array.isArray(columns)) return planFromParam(names, toMappings(columns));
  return Array.isArray(rename) ? planFromRename(names, toMappings(rename)) : null;
}

function toMappings(given: readonly unknown[]): { column: string; as?: string }[] {
  return given.filter(isFormValue).flatMap(({ column, as }) => {
    if (typeof column !== "string") return [];
    return [typeof as === "string" ? { column, as } : { column }];
  });
}

/** How a file shall be read: what was said of it, else what the parameters say. Undefined: all is detected. */
export function dialectFor(
  settings: Pick<ComposerSettings, "dialects">,
  params: FormValue,
  file: File | undefined,
): DialectOverrides | undefined {
  const said = file && settings.dialects.get(file);
  if (said) return toSentDialect(said);
  return isFormValue(params.dialect) ? toSentDialect(params.dialect as DialectOverrides) : undefined;
}

/** A file as its job sees it: its header with confirmed aliases. */
export interface NamedFile {
  file: File;
  names: readonly string[];
}

/** The parameters to send for a job that begins with this file; without one, those of the settings alone. */
export function paramsToSend(settings: ComposerSettings, operation: OperationInfo, first: NamedFile | undefined): FormValue {
  const { dialect: _, ...given } = withoutBlanks(operation.params as JsonSchema, paramsOf(settings, operation));
  const dialect = dialectFor(settings, paramsOf(settings, operation), first?.file);
  const params = dialect === undefined ? given : { ...given, dialect };
  if (!plansColumns(operation) || first === undefined) return params;
  const { columns, rename, ...others } = params;
  // Columns of a recipe that the file does not have must be missed by the server, not by us.
  const isGiven = !settings.columns.has(headerKey(first.names)) && (columns !== undefined || rename !== undefined);
  return isGiven ? params : { ...others, ...toColumnParams(columnsFor(settings, params, first.names)) };
}

/** New names alone say nothing of the other columns, so that they suit files that have more of them. */
function toColumnParams(plan: readonly ColumnChoice[]): FormValue {
  const rename = toRenameParam(plan);
  if (rename !== undefined) return { rename };
  const columns = toColumnParam(plan);
  return columns === undefined ? {} : { columns };
}

/** One job: its files, in their order. */
export type JobToMake = readonly NamedFile[];

export function toRequest(settings: ComposerSettings, operation: OperationInfo, job: JobToMake): CreateJobRequest {
  const params = paramsToSend(settings, operation, job[0]);
  const changes = settings.recipe && changesTo(settings.recipe, operation, params);
  return {
    operation: operation.id,
    ...(settings.recipe && changes ? { recipe: recipeRef(settings.recipe), params: changes } : { params }),
    files: job.map(({ file: { name, size, type } }) => ({ name, size, type })),
    onBadRow: policyOf(settings, operation),
  };
}
