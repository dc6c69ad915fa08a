"use client";

import { useState } from "react";
import type { OperationInfo } from "#core/api/operations-api";
import type { DialectOverrides } from "#core/csv/index";
import { type FormValue, isFormValue, type JsonSchema } from "#core/params/json-schema";
import { checkParams } from "../api/operations-api.ts";
import { type FieldProblem, findProblems } from "../forms/field-problems.ts";
import { composerStore } from "../intake/composer-store.ts";
import { randomKey } from "../upload/random-key.ts";
import { uploadsStore } from "../upload/uploads-store.ts";
import { type ColumnChoice, columnProblem } from "./column-plan.ts";
import {
  aliasesOf,
  type ComposerSettings,
  columnsFor,
  headerKey,
  namesWith,
  paramsOf,
  paramsToSend,
  plansColumns,
  toRequest,
} from "./composer-settings.ts";
import { areTogether, filesProblem, groupFiles } from "./group-files.ts";
import type { FileLook } from "./inspect-file.ts";
import { suggestOperation } from "./suggest-operation.ts";
import { useComposerSettings } from "./use-composer-settings.ts";
import { useFileLooks } from "./use-file-looks.ts";
import { useOperations } from "./use-operations.ts";

/** A file that can be used. */
export interface UsableFile {
  file: File;
  name: string;
  look: Extract<FileLook, { kind: "readable" | "closed" }>;
  /** Its header, with confirmed aliases; empty where only the server can read it. */
  names: readonly string[];
}

/** How long Start waits for the server's opinion of the parameters; what cannot be asked now is told by the job. */
const checkWithinMs = 8_000;

/** Everything the composer knows and can do; it shows it. */
export function useComposer(files: readonly File[]) {
  const operations = useOperations();
  const [settings, setSettings] = useComposerSettings();
  const [told, setTold] = useState<{ of: string; problems: readonly FieldProblem[] }>({ of: "", problems: [] });
  const [isChecking, setChecking] = useState(false);
  const lookAt = useFileLooks(files, dialectOf(settings));
  const looks = files.map((file) => ({ file, look: lookAt(file) }));
  const isReading = looks.some(({ look }) => look.kind === "reading");
  const operation = chosenOperation(operations, settings, looks);
  const params = operation ? paramsOf(settings, operation) : {};
  const usable = usableFiles(looks, params);
  const jobs = operation ? groupFiles(operation, usable, areTogether(operation, settings.together)) : [];
  const asked = operation ? JSON.stringify([operation.id, params]) : "";
  const problems = told.of === asked ? told.problems : [];
  const blocker = operation && !isReading ? findBlocker(settings, operation, params, jobs) : null;
  const canStart = operation !== undefined && !isReading && usable.length > 0 && blocker === null && problems.length === 0 && !isChecking;

  const start = async () => {
    if (!canStart) return;
    const wishes = jobs.map((job) => ({
      key: randomKey(),
      files: job.map(({ file }) => file),
      request: toRequest(settings, operation, { files: job.map(({ file }) => file), names: job[0]?.names ?? [] }),
    }));
    setChecking(true);
    const found = await askForProblems(operation, paramsToSend(settings, operation, jobs[0]?.[0]?.names ?? []));
    setChecking(false);
    if (found.length > 0) {
      setTold({ of: asked, problems: found });
      showFirstProblem();
      return;
    }
    uploadsStore.add(wishes);
    composerStore.close();
  };

  const change = (changes: Partial<ComposerSettings>) => setSettings({ ...settings, ...changes });
  const setParams = (next: FormValue) => operation && change({ params: { ...settings.params, [operation.id]: next } });
  const planColumns = (names: readonly string[], plan: readonly ColumnChoice[]) =>
    change({ columns: new Map(settings.columns).set(headerKey(names), plan) });

  return {
    ...{ operations, operation, settings, params, looks, usable, jobs, lookAt },
    ...{ isReading, isChecking, canStart, blocker, problems },
    ...{ start, change, setParams, planColumns },
  };
}
export type Composing = ReturnType<typeof useComposer>;

function chosenOperation(
  operations: readonly OperationInfo[] | null,
  settings: ComposerSettings,
  looks: readonly { file: File; look: FileLook }[],
): OperationInfo | undefined {
  const known = operations?.filter(({ inputs }) => inputs.maxFiles > 0) ?? [];
  const chosen = known.find(({ id }) => id === (settings.operation ?? settings.recipe?.operation));
  if (chosen) return chosen;
  const files = looks.flatMap(({ file, look }) => {
    if (look.kind === "unusable" || look.kind === "reading") return [];
    return [{ name: file.name, columns: look.kind === "readable" ? look.inspection.header.names : null }];
  });
  return suggestOperation(known, files);
}

function usableFiles(looks: readonly { file: File; look: FileLook }[], params: FormValue): UsableFile[] {
  return looks.flatMap(({ file, look }): UsableFile[] => {
    if (look.kind === "closed") return [{ file, name: file.name, look, names: [] }];
    if (look.kind !== "readable") return [];
    return [{ file, name: file.name, look, names: namesWith(aliasesOf(params), look.inspection.header.names) }];
  });
}

/** Of the operation that was chosen: without knowing which suits, nothing is said of how to read. */
function dialectOf({ operation, recipe, params }: ComposerSettings): DialectOverrides | undefined {
  const given = params[operation ?? recipe?.operation ?? "convert"]?.dialect;
  return isFormValue(given) ? (given as DialectOverrides) : undefined;
}

export interface Blocker {
  message: string;
  /** Something is still to be filled in, which is no mistake. */
  isOpen: boolean;
}

function findBlocker(
  settings: ComposerSettings,
  operation: OperationInfo,
  params: FormValue,
  jobs: readonly UsableFile[][],
): Blocker | null {
  for (const job of jobs) {
    const message = filesProblem(operation, job);
    if (message !== null) return { message, isOpen: false };
  }
  if (plansColumns(operation)) {
    for (const { names, look } of jobs.flat()) {
      const message = look.kind === "readable" ? columnProblem(columnsFor(settings, params, names)) : null;
      if (message !== null) return { message, isOpen: false };
    }
  }
  const [problem] = findProblems(operation.params as JsonSchema, params);
  return problem ? { message: problem.message, isOpen: true } : null;
}

async function askForProblems(operation: OperationInfo, params: FormValue): Promise<readonly FieldProblem[]> {
  const [answer] = await Promise.allSettled([checkParams(operation.id, params, AbortSignal.timeout(checkWithinMs))]);
  return answer.status === "fulfilled" ? answer.value : [];
}

/** After it was rendered. */
function showFirstProblem(): void {
  setTimeout(() => document.querySelector<HTMLElement>("[data-composer] [aria-invalid=true]")?.focus(), 50);
}
