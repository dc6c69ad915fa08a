import * as z from "zod/mini";
import { AppError } from "../app-error.ts";
import { createJobId } from "../jobs/job-id.ts";
import type { StoredDocument } from "../ports/document-store.ts";
import type { Ports } from "../ports/ports.ts";
import { formatCount } from "../words/format-number.ts";

type TitledPorts = Pick<Ports, "documents" | "now">;

/** What a workspace keeps under titles: of a kind, so many at most. */
export interface TitledKind<Body extends { title: string }> {
  kind: "saved-query" | "dashboard";
  /** As people call one, and several. */
  words: readonly [one: string, many: string];
  schema: z.ZodMiniType<Body>;
}

export type Titled<Body> = Body & { id: string; version: number; updatedAt: string };

export interface TitledRef {
  workspace: string;
  id: string;
}

const mostOfAKind = 200;
/** A document has a largest size; in characters, each of which may take three bytes. */
const mostCharacters = 120_000;
const pageSize = 100;

/** All of a workspace's, by title. */
export async function listTitled<Body extends { title: string }>(
  { documents }: Pick<Ports, "documents">,
  titled: TitledKind<Body>,
  workspace: string,
): Promise<Titled<Body>[]> {
  const found: Titled<Body>[] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.list(workspace, titled.kind, { limit: pageSize, cursor });
    found.push(...page.documents.map((document) => toTitled(titled, document)));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found.sort((a, b) => a.title.localeCompare(b.title, "en") || (a.id < b.id ? -1 : 1));
}

/** @throws AppError not-found */
export async function getTitled<Body extends { title: string }>(
  ports: Pick<Ports, "documents">,
  titled: TitledKind<Body>,
  ref: TitledRef,
): Promise<Titled<Body>> {
  return toTitled(titled, await requireDocument(ports, titled, ref));
}

/** @throws AppError quota-exceeded when there are enough, invalid-request when it is too large */
export async function createTitled<Body extends { title: string }>(
  ports: TitledPorts,
  titled: TitledKind<Body>,
  { workspace, body }: { workspace: string; body: Body },
): Promise<Titled<Body>> {
  requireSize(titled, body);
  if ((await listTitled(ports, titled, workspace)).length >= mostOfAKind) {
    const [, many] = titled.words;
    throw new AppError("quota-exceeded", `A workspace has at most ${formatCount(mostOfAKind)} ${many}. Delete one first.`);
  }
  const now = ports.now();
  const ref = { workspace, kind: titled.kind, id: createJobId(now) };
  const document: StoredDocument = { ...ref, version: 1, body: { ...body, updatedAt: now.toISOString() } };
  if (await ports.documents.put(document)) return toTitled(titled, document);
  throw changedMeanwhile(titled);
}

/** `version`: of what was changed, when that must not have been changed by others since. @throws AppError not-found, conflict, invalid-request */
export async function updateTitled<Body extends { title: string }>(
  ports: TitledPorts,
  titled: TitledKind<Body>,
  { version, body, ...ref }: TitledRef & { version?: number | undefined; body: Body },
): Promise<Titled<Body>> {
  requireSize(titled, body);
  const stored = await requireDocument(ports, titled, ref);
  if (version !== undefined && version !== stored.version) throw changedMeanwhile(titled);
  const document = { ...stored, version: stored.version + 1, body: { ...body, updatedAt: ports.now().toISOString() } };
  if (await ports.documents.put(document)) return toTitled(titled, document);
  throw changedMeanwhile(titled);
}

/** @throws AppError not-found, conflict */
export async function deleteTitled<Body extends { title: string }>(
  ports: Pick<Ports, "documents">,
  titled: TitledKind<Body>,
  ref: TitledRef,
): Promise<void> {
  if (!(await ports.documents.remove(await requireDocument(ports, titled, ref)))) throw changedMeanwhile(titled);
}

async function requireDocument<Body extends { title: string }>(
  { documents }: Pick<Ports, "documents">,
  { kind, words: [one] }: TitledKind<Body>,
  { workspace, id }: TitledRef,
): Promise<StoredDocument> {
  const document = await documents.get({ workspace, kind, id });
  if (document) return document;
  throw new AppError("not-found", `There is no such ${one}.`);
}

const stampSchema = z.object({ updatedAt: z.string() });

function toTitled<Body extends { title: string }>({ schema }: TitledKind<Body>, { id, version, body }: StoredDocument): Titled<Body> {
  return { ...schema.parse(body), id, version, updatedAt: stampSchema.parse(body).updatedAt };
}

function requireSize<Body extends { title: string }>({ words: [one] }: TitledKind<Body>, body: Body): void {
  if (JSON.stringify(body).length <= mostCharacters) return;
  const message = `The ${one} is too large: it has at most ${formatCount(mostCharacters)} characters of titles and SQL. Take some out.`;
  throw new AppError("invalid-request", message);
}

function changedMeanwhile<Body extends { title: string }>({ words: [one] }: TitledKind<Body>): AppError {
  return new AppError("conflict", `Somebody else changed this ${one} meanwhile. Load it again, then change it.`);
}
