import type { StoredDocument } from "../ports/document-store.ts";
import { changeSet } from "./change-set.ts";
import type { DropPorts } from "./drop-job.ts";
import { type DropSet, filesOf } from "./drop-set.ts";
import { passDeadline } from "./set-events.ts";
import { isLetGo } from "./versions-kept-by-set.ts";

/** Looks at a set whose time has come: its deadline passes, a job that it owes is made, its corrections end. */
export async function sweepSet(ports: DropPorts, { workspace, id }: Pick<StoredDocument, "workspace" | "id">): Promise<void> {
  await changeSet(ports, { workspace, id }, async (stored) => {
    if (!stored) return { kind: "nothing" };
    const { set } = stored;
    const passed = await passDeadline(set, { now: ports.now(), settings: ports.settings });
    if (passed.kind !== "nothing" || set.closed || !hasEnded(set, ports.now())) return passed;
    if (await isLetGo(ports, workspace, set)) await deleteFiles(ports, set);
    return { kind: "changed", set: { ...set, closed: true } };
  });
}

async function deleteFiles(ports: DropPorts, set: DropSet): Promise<void> {
  for (const { key, versionId } of filesOf(set)) await ports.objects.deleteVersion("uploads", key, versionId);
}

function hasEnded({ closesAt }: DropSet, now: Date): boolean {
  return closesAt !== null && Date.parse(closesAt) <= now.getTime();
}
