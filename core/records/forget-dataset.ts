import { AppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import { isDatasetName } from "./dataset.ts";
import { tryToHold } from "./dataset-lease.ts";
import { requireDataset } from "./list-datasets.ts";

const pageSize = 500;
/** The calls of one answer have ended by then. */
const longestCallSeconds = 60;

/**
 * Deletes records of a dataset for good, some at a call: as long as there are more, it is called again.
 * @throws AppError not-found; conflict while a load holds the dataset
 */
export async function forgetDataset(
  ports: Pick<Ports, "documents" | "records" | "now">,
  { workspace, name }: { workspace: string; name: string },
  signal: AbortSignal,
): Promise<{ deleted: number; more: boolean }> {
  if (!isDatasetName(name)) throw new AppError("not-found", `There is no dataset “${name}”.`);
  await requireDataset(ports, workspace, name);
  const endsBy = new Date(ports.now().getTime() + longestCallSeconds * 1000);
  const taker = { ...ports, workspace, job: `forget-${crypto.randomUUID()}`, attempt: 1, leaseSeconds: longestCallSeconds / 3, endsBy };
  const held = await tryToHold(taker, name);
  if (!held) throw new AppError("conflict", `A load into “${name}” is under way. Delete it when that has ended.`, { retryable: true });
  await held.beginApply();
  const ref = { workspace, dataset: name };
  const keys = await ports.records.list(ref, { prefix: "", limit: pageSize }, signal);
  await ports.records.writeMany(
    ref,
    keys.map((key) => ({ remove: key })),
    signal,
  );
  const more = keys.length === pageSize;
  const records = more ? Math.max(0, held.dataset.records - keys.length) : 0;
  await held.release({ records, ...(!more && { columns: [], keyColumns: [], lastJob: null }) });
  return { deleted: keys.length, more };
}
