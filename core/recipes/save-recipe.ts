import { AppError } from "../app-error.ts";
import { toCanonicalJson } from "../canonical-json.ts";
import type { BadRowPolicy } from "../jobs/job.ts";
import { parseParams, requireOperation } from "../operations/registry.ts";
import type { Ports } from "../ports/ports.ts";
import type { Recipe } from "./recipe.ts";
import { type RecipePorts, readHead, readVersion, type StoredHead, writeHead, writeVersion } from "./recipe-documents.ts";

export interface NewRecipe {
  name: string;
  operation: string;
  params: Record<string, unknown>;
  onBadRow?: BadRowPolicy | undefined;
  columns?: string[] | null | undefined;
}

const maxRecipeBytes = 64 * 1024;
const maxTries = 20;

/**
 * Saves a recipe as the next version of its name; what is the newest already stays that version.
 * @throws AppError unknown-operation, invalid-request for parameters that the operation does not take
 */
export async function saveRecipe(ports: RecipePorts & Pick<Ports, "now">, workspace: string, wanted: NewRecipe): Promise<Recipe> {
  const content = await requireContent(wanted);
  for (let tries = 0; tries < maxTries; tries++) {
    const head = await readHead(ports, workspace, wanted.name);
    if (head && !head.deleted && isSame(head.recipe, content)) return head.recipe;
    const recipe = await takeVersion(
      ports,
      workspace,
      { ...content, createdAt: ports.now().toISOString() },
      (head?.recipe.version ?? 0) + 1,
    );
    if (await writeHead(ports, workspace, nextHead(head, recipe))) return recipe;
  }
  throw new AppError("conflict", "The recipe is being saved by others at the same time. Try again.", { retryable: true });
}

type Content = Omit<Recipe, "version" | "createdAt">;

async function requireContent({ name, operation: id, params, onBadRow, columns = null }: NewRecipe): Promise<Content> {
  const operation = requireOperation(id);
  await parseParams(operation, params);
  const content = { name, operation: operation.id, params, onBadRow: onBadRow ?? operation.defaultBadRow, columns };
  if (new TextEncoder().encode(JSON.stringify(content)).length > maxRecipeBytes) {
    throw new AppError("invalid-request", "A recipe may take 64 KB. Make it smaller.");
  }
  return content;
}

/** The next free version. One that a save left behind before it could say so is used when it is the same. */
async function takeVersion(ports: RecipePorts, workspace: string, content: Omit<Recipe, "version">, from: number): Promise<Recipe> {
  for (let version = from; ; version++) {
    const recipe = { ...content, version };
    if (await writeVersion(ports, workspace, recipe)) return recipe;
    const there = await readVersion(ports, workspace, content.name, version);
    if (there && isSame(there, content)) return there;
  }
}

function nextHead(head: StoredHead | null, recipe: Recipe): StoredHead {
  const firstVersion = head && !head.deleted ? head.firstVersion : recipe.version;
  return { recipe, firstVersion, deleted: false, documentVersion: head?.documentVersion ?? 0 };
}

function isSame(a: Content, b: Content): boolean {
  const essence = ({ operation, params, onBadRow, columns }: Content) => toCanonicalJson({ operation, params, onBadRow, columns });
  return essence(a) === essence(b);
}
