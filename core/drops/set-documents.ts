import type { StoredDocument } from "../ports/document-store.ts";
import type { Ports } from "../ports/ports.ts";
import { type DropSet, dropSetSchema, isComplete, latestRun, setIdOf } from "./drop-set.ts";

export type SetPorts = Pick<Ports, "documents" | "settings" | "now">;

/** How long a set is remembered after its files were. */
const rememberedMs = 365 * 86_400_000;

export interface StoredSet {
  set: DropSet;
  /** 0 for one that is not stored yet. */
  documentVersion: number;
}

export async function readSet(ports: Pick<Ports, "documents">, workspace: string, id: string): Promise<StoredSet | null> {
  const document = await ports.documents.get({ workspace, kind: "set", id });
  return document && toStoredSet(document);
}

/** Ascending by day, both days included. */
export async function listStoredSets(
  ports: Pick<Ports, "documents">,
  workspace: string,
  { from, to, limit, cursor }: { from: string; to: string; limit: number; cursor?: string | undefined },
): Promise<{ sets: StoredSet[]; cursor?: string }> {
  const page = await ports.documents.list(workspace, "set", { limit, cursor, from, to: `${to}~\uffff` });
  return { sets: page.documents.map(toStoredSet), ...(page.cursor !== undefined && { cursor: page.cursor }) };
}

/** False when somebody else was faster. */
export async function writeSet(ports: SetPorts, workspace: string, { set, documentVersion }: StoredSet): Promise<boolean> {
  const dueAt = dueOf(set, ports);
  const lastAt = Math.max(Date.parse(set.closesAt ?? set.deadlineAt), Date.parse(set.deadlineAt));
  return await ports.documents.put({
    ...{ workspace, kind: "set", id: setIdOf(set), version: documentVersion + 1, body: set },
    ...(dueAt !== undefined && { dueAt }),
    expiresAt: new Date(lastAt + rememberedMs).toISOString(),
  });
}

export function toStoredSet({ body, version }: StoredDocument): StoredSet {
  return { set: dropSetSchema.parse(body), documentVersion: version };
}

/** Whoever begins a run makes its job; if they could not, the sweep does after a moment of grace. */
function dueOf(set: DropSet, { now, settings }: SetPorts): string | undefined {
  const run = latestRun(set);
  const times: number[] = [];
  if (run && !run.made) times.push(now().getTime() + (settings.leaseSeconds * 1000) / 4);
  if (!run && !isComplete(set)) times.push(Date.parse(set.deadlineAt));
  if (set.closesAt !== null && !set.closed) times.push(Date.parse(set.closesAt));
  return times.length === 0 ? undefined : new Date(Math.min(...times)).toISOString();
}
