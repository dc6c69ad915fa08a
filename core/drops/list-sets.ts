import { AppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import { listStoredSets, readSet } from "./set-documents.ts";
import type { SetView } from "./set-view.ts";
import { toSetView } from "./to-set-view.ts";

type ViewPorts = Pick<Ports, "documents" | "jobs" | "now">;

/** The sets of some days, both included, by day; each with its last delivery. */
export async function listSets(
  ports: ViewPorts,
  workspace: string,
  query: { from: string; to: string; limit: number; cursor?: string | undefined },
): Promise<{ sets: SetView[]; cursor: string | null }> {
  const page = await listStoredSets(ports, workspace, query);
  const sets = await Promise.all(page.sets.map(({ set }) => toSetView(ports, workspace, set, { runs: 1 })));
  return { sets, cursor: page.cursor ?? null };
}

/** One set with its deliveries. @throws AppError not-found */
export async function getSet(ports: ViewPorts, workspace: string, id: string): Promise<SetView> {
  const stored = await readSet(ports, workspace, id);
  if (!stored) throw new AppError("not-found", "There is no such set.");
  return await toSetView(ports, workspace, stored.set, { runs: stored.set.runs.length });
}
