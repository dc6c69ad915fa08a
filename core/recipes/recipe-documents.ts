import * as z from "zod/mini";
import type { StoredDocument } from "../ports/document-store.ts";
import type { Ports } from "../ports/ports.ts";
import { type Recipe, recipeSchema } from "./recipe.ts";

export type RecipePorts = Pick<Ports, "documents">;

/** Where the versions of a name stand. It outlives the recipe's deletion, so that a version is never given twice. */
const headSchema = z.object({
  recipe: recipeSchema,
  /** Versions before it were deleted. */
  firstVersion: z.int().check(z.positive()),
  deleted: z.boolean(),
});
export type RecipeHead = z.infer<typeof headSchema>;

export interface StoredHead extends RecipeHead {
  documentVersion: number;
}

const headPrefix = "head#";

export async function readHead(ports: RecipePorts, workspace: string, name: string): Promise<StoredHead | null> {
  const document = await ports.documents.get({ workspace, kind: "recipe", id: headId(name) });
  return document && toHead(document);
}

/** False when somebody else was faster. */
export async function writeHead(ports: RecipePorts, workspace: string, head: StoredHead): Promise<boolean> {
  const { documentVersion, ...body } = head;
  return await ports.documents.put({ workspace, kind: "recipe", id: headId(head.recipe.name), version: documentVersion + 1, body });
}

export async function listHeads(
  ports: RecipePorts,
  workspace: string,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<{ heads: StoredHead[]; more: boolean }> {
  const cursor = after === undefined ? undefined : headId(after);
  const page = await ports.documents.list(workspace, "recipe", { limit, cursor, from: headPrefix, to: `${headPrefix}\uffff` });
  return { heads: page.documents.map(toHead), more: page.cursor !== undefined };
}

export async function readVersion(ports: RecipePorts, workspace: string, name: string, version: number): Promise<Recipe | null> {
  const document = await ports.documents.get({ workspace, kind: "recipe", id: versionId(name, version) });
  return document && recipeSchema.parse(document.body);
}

/** False when there is such a version already. */
export async function writeVersion(ports: RecipePorts, workspace: string, recipe: Recipe): Promise<boolean> {
  const id = versionId(recipe.name, recipe.version);
  return await ports.documents.put({ workspace, kind: "recipe", id, version: 1, body: recipe });
}

export async function removeVersion(ports: RecipePorts, workspace: string, name: string, version: number): Promise<void> {
  await ports.documents.remove({ workspace, kind: "recipe", id: versionId(name, version), version: 1 });
}

function toHead({ version, body }: StoredDocument): StoredHead {
  return { ...headSchema.parse(body), documentVersion: version };
}

function headId(name: string): string {
  return headPrefix + name;
}

function versionId(name: string, version: number): string {
  return `version#${name}#${String(version).padStart(9, "0")}`;
}
