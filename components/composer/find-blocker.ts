import type { OperationInfo } from "#core/api/operations-api";
import type { JsonSchema } from "#core/params/json-schema";
import { findProblems } from "../forms/field-problems.ts";
import { columnProblem } from "./column-plan.ts";
import { type ComposerSettings, columnsFor, dialectFor, paramsOf, plansColumns } from "./composer-settings.ts";
import { dialectKey } from "./file-dialects.ts";
import { filesProblem } from "./group-files.ts";
import { filterGap } from "./rules/condition-words.ts";
import type { UsableFile } from "./usable-file.ts";

export interface Blocker {
  message: string;
  /** Something is still to be filled in, which is no mistake. */
  isOpen: boolean;
}

/** Why these settings cannot be started yet; null when they can. */
export function findBlocker(settings: ComposerSettings, operation: OperationInfo, jobs: readonly UsableFile[][]): Blocker | null {
  const params = paramsOf(settings, operation);
  for (const job of jobs) {
    const message = filesProblem(operation, job) ?? readingProblem(settings, operation, job);
    if (message !== null) return { message, isOpen: false };
  }
  if (plansColumns(operation)) {
    for (const { names } of jobs.flat()) {
      const message = names.length > 0 ? columnProblem(columnsFor(settings, params, names)) : null;
      if (message !== null) return { message, isOpen: false };
    }
  }
  const gap = filterGap(params.filter);
  if (gap !== null) return { message: gap, isOpen: true };
  const [problem] = findProblems(operation.params as JsonSchema, params);
  return problem ? { message: problem.message, isOpen: true } : null;
}

/** A job has one parameter for how its files are read. */
function readingProblem(settings: ComposerSettings, operation: OperationInfo, job: readonly UsableFile[]): string | null {
  const params = paramsOf(settings, operation);
  const [first, ...others] = job.map(({ file }) => dialectKey(dialectFor(settings, params, file)));
  if (others.every((key) => key === first)) return null;
  return "The files of one job are read in one way. Read these alike, or make them a job each.";
}
