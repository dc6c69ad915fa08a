import type { OperationInfo } from "#core/api/operations-api";
import { plural } from "#core/words/format-number";
import { slotOf } from "./suggest-operation.ts";

type Named = { name: string };

/** Whether several files can be one job at all, and whether they are by default. */
export function canBeTogether({ inputs }: OperationInfo): boolean {
  return inputs.maxFiles > 1;
}

export function mustBeTogether({ inputs }: OperationInfo): boolean {
  return inputs.minFiles > 1;
}

export function areTogether(operation: OperationInfo, chosen: boolean | null): boolean {
  if (!canBeTogether(operation)) return false;
  if (mustBeTogether(operation)) return true;
  return chosen ?? operation.inputs.together ?? false;
}

/** The files of each job: one a job, all in one, or those of one date where the operation works on sets. */
export function groupFiles<F extends Named>(operation: OperationInfo, files: readonly F[], together: boolean): F[][] {
  if (!together) return files.map((file) => [file]);
  const names = operation.fits?.names;
  const places = files.map((file) => ({ file, place: names ? slotOf(names, file.name) : null }));
  if (!names || places.some(({ place }) => place === null)) return files.length === 0 ? [] : [[...files]];
  const byDate = Map.groupBy(places, ({ place }) => place?.date ?? "");
  return [...byDate.values()].map((group) => group.sort((a, b) => (a.place?.slot ?? 0) - (b.place?.slot ?? 0)).map(({ file }) => file));
}

/** Why the operation cannot be done with the files of a job, or null. */
export function filesProblem(operation: OperationInfo, files: readonly Named[]): string | null {
  const { minFiles, maxFiles } = operation.inputs;
  const missing = missingNames(operation, files);
  if (files.length < minFiles && missing.length > 0) return `${operation.title} needs ${missing.join(" and ")}, too.`;
  if (files.length < minFiles) return `${operation.title} needs ${plural(minFiles, "file")}, not ${files.length}.`;
  if (files.length > maxFiles) return `${operation.title} takes at most ${plural(maxFiles, "file")}, not ${files.length}.`;
  return null;
}

function missingNames({ fits }: OperationInfo, files: readonly Named[]): string[] {
  const { names } = fits ?? {};
  if (!names) return [];
  const places = files.flatMap((file) => slotOf(names, file.name) ?? []);
  const [first] = places;
  if (!first || places.length < files.length) return [];
  return names.filter((_, slot) => places.every((place) => place.slot !== slot)).map((name) => name.replace("{date}", first.date));
}
