import type { DocumentKind, StoredDocument } from "../ports/document-store.ts";
import type { Ports } from "../ports/ports.ts";
import type { DropPorts } from "./drop-job.ts";

type SweepPorts = DropPorts & Pick<Ports, "documents">;

const pageSize = 500;
/** As many are looked through, so that who has many of them does not hide the others. */
const mostLookedAt = 5_000;
const mostSwept = 500;
const atOnce = 10;

/**
 * Looks after what is due of all that workspaces keep: sets, rules, deliveries. Workspaces take turns, so that one that has
 * very much due delays nobody else. One document's trouble does not stop the others; it is thrown at the end.
 */
export async function sweepDocuments(ports: SweepPorts): Promise<{ swept: number }> {
  const due = takeTurns(await listDue(ports)).slice(0, mostSwept);
  const failures: unknown[] = [];
  for (let start = 0; start < due.length; start += atOnce) {
    const results = await Promise.allSettled(due.slice(start, start + atOnce).map((document) => sweepDocument(ports, document)));
    failures.push(...results.flatMap((result) => (result.status === "rejected" ? [result.reason] : [])));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${due.length} documents could not be looked after.`);
  return { swept: due.length };
}

/** The first of each workspace, then the second of each, and so on; within a workspace as they were due. */
export function takeTurns(documents: readonly StoredDocument[]): StoredDocument[] {
  const turns = new Map<string, number>();
  const ranked = documents.map((document) => {
    const turn = turns.get(document.workspace) ?? 0;
    turns.set(document.workspace, turn + 1);
    return { document, turn };
  });
  return ranked.sort((a, b) => a.turn - b.turn).map(({ document }) => document);
}

async function listDue({ documents, now }: SweepPorts): Promise<StoredDocument[]> {
  const until = now().toISOString();
  const found = new Map<string, StoredDocument>();
  let from: string | undefined;
  while (found.size < mostLookedAt) {
    const page = await documents.listDue(until, pageSize, from);
    for (const document of page) found.set(`${document.workspace}/${document.kind}/${document.id}`, document);
    const last = page.at(-1)?.dueAt;
    if (page.length < pageSize || last === undefined) break;
    // More than a page is due at one moment: the rest of them is left to the next sweep.
    from = last === from ? new Date(Date.parse(last) + 1).toISOString() : last;
  }
  return [...found.values()];
}

type Sweep = (ports: SweepPorts, document: StoredDocument) => Promise<void>;

/** Loaded when there is one to look after. */
const sweeps: { [Kind in DocumentKind]?: () => Promise<Sweep> } = {
  set: async () => (await import("./sweep-set.ts")).sweepSet,
  rule: async () => (await import("./sweep-rule.ts")).sweepRule,
  delivery: async () => (await import("../webhooks/sweep-delivery.ts")).sweepDelivery,
  query: async () => (await import("../queries/sweep-query.ts")).sweepQuery,
};

async function sweepDocument(ports: SweepPorts, document: StoredDocument): Promise<void> {
  const { workspace, kind } = document;
  try {
    const sweep = await sweeps[kind]?.();
    await sweep?.(ports, document);
  } catch (error) {
    // Thrown together with others of this sweep, it would not say whose it was.
    ports.observer.tell({ level: "error", message: "Document not swept", facts: { workspace, kind }, error });
    throw error;
  }
}
