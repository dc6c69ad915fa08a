import type { MemoryPorts } from "../../jobs/testing/memory-ports.ts";
import { sampleWorkspace as workspace } from "../../jobs/testing/sample-job.ts";
import type { Ports } from "../../ports/ports.ts";
import { type Committed, commitPublication, type PlannedPublication } from "../commit-publication.ts";
import { lakeFileKey, parseLakeFileKey, unsettledPrefix } from "../lake-keys.ts";
import type { LakeColumn } from "../lake-table.ts";

/** The 31st of January 2026, 00:00 UTC. */
const midnight = Date.UTC(2026, 0, 31) / 1000;
export const idColumn: LakeColumn = { name: "id", type: "integer", header: "id" };
export const signal = new AbortController().signal;

/** A publication of one row to each of the given hours; its files say whose they are. */
export function samplePublication(job: string, hours: readonly number[], patch: Partial<PlannedPublication> = {}): PlannedPublication {
  return {
    ...{ workspace, job, attempt: 1, versionOf: null, source: `${job}.csv`, corrects: false },
    table: { name: "orders", columns: [idColumn], typeChanges: null, years: { from: 2026, to: 2026 } },
    files: hours.map((hour) => ({
      partition: { year: 2026, month: 1, day: 31, hour },
      ...{ n: 0, rows: 1, from: midnight + hour * 3600, to: midnight + hour * 3600 },
    })),
    async write({ partition }, output) {
      await output.write(new TextEncoder().encode(`${job} ${partition.hour}`));
    },
    ...patch,
  };
}

export function commit(ports: Ports, publication: PlannedPublication, beginApply: () => Promise<void> = isOwn): Promise<Committed> {
  return commitPublication(ports, publication, { signal, beginApply });
}

async function isOwn(): Promise<void> {
  await Promise.resolve();
}

/** What a query would read of a table: the hours of each job whose files are settled. */
export function readable(world: MemoryPorts, table = "orders"): Record<string, number[]> {
  const keys = [...new Set(world.objects.keys("lake"))];
  const hidden = new Set(keys.filter((key) => key.startsWith(unsettledPrefix({ workspace, table }))).map((key) => key.split("/").at(-1)));
  const found: Record<string, number[]> = {};
  for (const key of keys.toSorted()) {
    const file = parseLakeFileKey({ workspace, table }, key);
    if (!file || hidden.has(file.job)) continue;
    if (world.objects.text("lake", key) !== `${file.job} ${file.partition.hour}`) throw new Error(`${key} is not what was written.`);
    found[file.job] = [...(found[file.job] ?? []), file.partition.hour];
  }
  return found;
}

export function fileKey(job: string, hour: number, table = "orders"): string {
  return lakeFileKey({ workspace, table, job, n: 0, partition: { year: 2026, month: 1, day: 31, hour } });
}
