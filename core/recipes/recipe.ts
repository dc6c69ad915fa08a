import * as z from "zod/mini";
import { AppError } from "../app-error.ts";
import { badRowPolicies, type JobRecipe } from "../jobs/job.ts";

export const maxRecipeNameLength = 64;

/** Without "@", which stands before a version, and without what paths and keys are made of. */
const namePattern = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} ._-]*$/u;

export const recipeSchema = z.object({
  name: z.string(),
  version: z.int().check(z.positive()),
  operation: z.string(),
  params: z.record(z.string(), z.unknown()),
  onBadRow: z.enum(badRowPolicies),
  /** The header of the file that it was made with: what another file's header is held against. */
  columns: z.nullable(z.array(z.string())),
  createdAt: z.iso.datetime(),
});
/** An operation with its parameters under a name. A version never changes. */
export type Recipe = z.infer<typeof recipeSchema>;

/** "orders" means the newest version, "orders@3" the third, for good. */
export interface RecipeRef {
  name: string;
  version?: number;
}

/** @throws AppError invalid-request */
export function parseRecipeRef(text: string): RecipeRef {
  const [, name = text, version] = /^(.*)@(\d{1,9})$/s.exec(text) ?? [];
  const known = parseRecipeName(name);
  return version === undefined ? { name: known } : { name: known, version: Number(version) };
}

/** The name as it is kept: composed, without blanks at its ends. @throws AppError invalid-request */
export function parseRecipeName(text: string): string {
  const name = text.normalize("NFC").trim();
  if (name.length <= maxRecipeNameLength && namePattern.test(name)) return name;
  throw new AppError(
    "invalid-request",
    `“${text.slice(0, maxRecipeNameLength)}” cannot be the name of a recipe. A name has up to ${maxRecipeNameLength} letters, digits, blanks, dots, dashes and underscores, and begins with a letter or a digit.`,
  );
}

export function toJobRecipe({ name, version }: Recipe): JobRecipe {
  return { name, version };
}

export function noSuchRecipe(ref: RecipeRef): AppError {
  const message =
    ref.version === undefined
      ? `There is no recipe “${ref.name}” in this workspace. Save one under this name, or name another.`
      : `There is no version ${ref.version} of a recipe “${ref.name}” in this workspace. Leave the version out to use the newest.`;
  return new AppError("no-such-recipe", message);
}
