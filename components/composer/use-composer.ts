"use client";

import { useLayoutEffect, useMemo, useState } from "react";
import type { OperationInfo } from "#core/api/operations-api";
import type { DialectOverrides } from "#core/csv/index";
import type { FormValue } from "#core/params/json-schema";
import { checkParams } from "../api/operations-api.ts";
import type { FieldProblem } from "../forms/field-problems.ts";
import { type ComposerSeed, composerStore } from "../intake/composer-store.ts";
import type { FileLook } from "../reading/file-look.ts";
import { randomKey } from "../upload/random-key.ts";
import { uploadsStore } from "../upload/uploads-store.ts";
import type { ColumnChoice } from "./column-plan.ts";
import { type ComposerSettings, dialectFor, headerKey, paramsOf, paramsToSend, toRequest } from "./composer-settings.ts";
import { alikeFiles, withDialect } from "./file-dialects.ts";
import { lookOf } from "./file-looks.ts";
import { findBlocker } from "./find-blocker.ts";
import { areTogether, groupFiles } from "./group-files.ts";
import { PendingQuestion } from "./pending-question.ts";
import { suggestOperation } from "./suggest-operation.ts";
import { namesOf, toUsable } from "./usable-file.ts";
import { useComposerSettings } from "./use-composer-settings.ts";
import { useFileLooks } from "./use-file-looks.ts";
import { useOperations } from "./use-operations.ts";

/** How long Start waits for the server's opinion of the parameters; what cannot be asked now is told by the job. */
const checkWithinMs = 8_000;

/** Everything the composer knows and can do; it shows it. `shown`: the file in view, looked at first. */
export function useComposer(files: readonly File[], { seed, shown }: { seed: ComposerSeed | null; shown: File | undefined }) {
  const operations = useOperations();
  const [settings, change] = useComposerSettings(seed);
  const [told, setTold] = useState<{ of: string; problems: readonly FieldProblem[] }>({ of: "", problems: [] });
  const [isChecking, setChecking] = useState(false);
  const [question] = useState(() => new PendingQuestion());
  // Whoever changes something, or closes, while the server is asked has not started that.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about these
  useLayoutEffect(() => question.drop, [question, files, settings]);
  const dialectOf = (file: File) => dialectFor(settings, paramsForReading(settings), file);
  const known = useFileLooks(useWanted(files, shown, settings));
  const looks = files.map((file) => ({ file, ...lookOf(known, file) }));
  const isReading = looks.some(({ isFresh }) => !isFresh);
  const operation = chosenOperation(operations, settings, looks);
  const params = operation ? paramsOf(settings, operation) : {};
  const usable = toUsable(looks, params);
  const jobs = operation ? groupFiles(operation, usable, areTogether(operation, settings.together)) : [];
  const asked = operation ? JSON.stringify([operation.id, params]) : "";
  const problems = told.of === asked ? told.problems : [];
  const blocker = operation && !isReading ? findBlocker(settings, operation, jobs) : null;
  const canStart = operation !== undefined && !isReading && usable.length > 0 && blocker === null && problems.length === 0 && !isChecking;

  const start = async () => {
    if (!canStart) return;
    const wishes = jobs.map((job) => ({
      key: randomKey(),
      files: job.map(({ file }) => file),
      request: toRequest(settings, operation, job),
    }));
    setChecking(true);
    const found = await question.ask((signal) => askForProblems(operation, paramsToSend(settings, operation, jobs[0]?.[0]), signal));
    setChecking(false);
    if (found === null) return;
    if (found.length > 0) {
      setTold({ of: asked, problems: found });
      showFirstProblem();
      return;
    }
    uploadsStore.add(wishes);
    composerStore.close();
  };

  const setParams = (next: FormValue) => operation && change({ params: { ...settings.params, [operation.id]: next } });
  const planColumns = (names: readonly string[], plan: readonly ColumnChoice[]) =>
    change({ columns: new Map(settings.columns).set(headerKey(names), plan) });
  /** Files whose reading changes with this one's: those of its job, else those that look the same. */
  const filesLike = (file: File): readonly File[] => {
    const job = jobs.find((each) => each.length > 1 && each.some((one) => one.file === file));
    return job ? job.map((one) => one.file) : alikeFiles(looks, settings.dialects, file);
  };
  const setDialect = (of: readonly File[], dialect: DialectOverrides) => change({ dialects: withDialect(settings.dialects, of, dialect) });

  return {
    ...{ operations, operation, settings, params, known, looks, usable, jobs },
    ...{ isReading, isChecking, canStart, blocker, problems },
    ...{ start, change, setParams, planColumns, dialectOf, filesLike, setDialect },
  };
}
export type Composing = ReturnType<typeof useComposer>;

/** Of the operation that was chosen: without knowing which suits, nothing is said of how to read. */
function paramsForReading({ operation, recipe, params }: ComposerSettings): FormValue {
  return params[operation ?? recipe?.operation ?? "convert"] ?? {};
}

/** The same list while nothing of it changed, the file in view first. */
function useWanted(files: readonly File[], shown: File | undefined, settings: ComposerSettings) {
  const { dialects } = settings;
  const given = paramsForReading(settings);
  return useMemo(() => {
    const ordered = shown && files.includes(shown) ? [shown, ...files.filter((file) => file !== shown)] : files;
    return ordered.map((file) => ({ file, dialect: dialectFor({ dialects }, given, file) }));
  }, [files, shown, dialects, given]);
}

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
    return [{ name: file.name, columns: namesOf(look) }];
  });
  return suggestOperation(known, files);
}

async function askForProblems(operation: OperationInfo, params: FormValue, signal: AbortSignal): Promise<readonly FieldProblem[]> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(checkWithinMs)]);
  const [answer] = await Promise.allSettled([checkParams(operation.id, params, inTime)]);
  return answer.status === "fulfilled" ? answer.value : [];
}

/** After it was rendered. */
function showFirstProblem(): void {
  setTimeout(() => document.querySelector<HTMLElement>("[data-composer] [aria-invalid=true]")?.focus(), 50);
}
