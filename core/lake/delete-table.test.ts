import { describe, expect, it } from "vitest";
import { createCrashingPorts } from "../jobs/testing/crashing-ports.ts";
import { createMemoryPorts } from "../jobs/testing/memory-ports.ts";
import { sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import { deleteTable } from "./delete-table.ts";
import { getTable } from "./get-table.ts";
import { listTables } from "./list-tables.ts";
import { readTable } from "./table-documents.ts";
import { commit, idColumn, readable, samplePublication, signal } from "./testing/sample-publication.ts";
import { updateTable } from "./update-table.ts";

async function withVersion() {
  const world = createMemoryPorts();
  await commit(world, samplePublication("j1", [1]));
  const table = {
    name: "orders_v2",
    columns: [{ ...idColumn, type: "text" as const }],
    typeChanges: null,
    years: { from: 2026, to: 2026 },
  };
  await commit(world, samplePublication("j2", [2], { table, versionOf: "orders" }));
  return world;
}

describe("a table that is deleted", () => {
  it("goes with its files; the dataset writes to the table of its name again", async () => {
    const world = await withVersion();

    await deleteTable(world, { workspace, table: "orders_v2" }, signal);

    expect((await listTables(world, workspace)).tables.map(({ name, current, rows }) => [name, current, rows])).toEqual([
      ["orders", "orders", 1],
    ]);
    expect(readable(world)).toEqual({ j1: [1] });
    expect(world.objects.keys("lake").filter((key) => key.includes("orders_v2"))).toEqual([]);
    expect([...world.catalogue.tables.keys()]).toEqual([`${workspace}/orders`]);
  });

  it.each(Array.from({ length: 14 }, (_, index) => ({ call: index + 1, tookEffect: index % 2 === 0 })))(
    "can be deleted again where a process died (call $call)",
    async (plan) => {
      const world = await withVersion();
      const dying = createCrashingPorts(world, plan);

      await Promise.allSettled([deleteTable(dying.ports, { workspace, table: "orders_v2" }, signal)]);
      await Promise.allSettled([deleteTable(world, { workspace, table: "orders_v2" }, signal)]);

      expect((await listTables(world, workspace)).tables.map(({ name, current }) => [name, current])).toEqual([["orders", "orders"]]);
      expect(world.objects.keys("lake").filter((key) => key.includes("orders_v2"))).toEqual([]);
    },
  );

  it("is read no more from before the first of its files goes, and takes no rows while it goes", async () => {
    const world = await withVersion();
    const { deletePrefix } = world.objects;
    const seen: unknown[] = [];
    world.objects.deletePrefix = async (bucket, prefix) => {
      const publishing = commit(world, samplePublication("j3", [3]));
      seen.push((await readTable(world.documents, { workspace, table: "orders" }))?.table.isGoing);
      await expect(publishing).rejects.toMatchObject({ code: "conflict", retryable: true });
      await deletePrefix(bucket, prefix);
    };

    await deleteTable(world, { workspace, table: "orders" }, signal);
    world.objects.deletePrefix = deletePrefix;
    await commit(world, samplePublication("j3", [3], { attempt: 2 }));

    expect(seen).toEqual([true]);
    expect(readable(world)).toEqual({ j3: [3] });
  });

  it("takes along what was written of a publication, which then is made again", async () => {
    const world = createMemoryPorts();
    const publication = samplePublication("j1", [1, 2]);
    let isDeleted = false;
    const deleting = commit(world, {
      ...publication,
      async write(file, output) {
        if (file.partition.hour === 2 && !isDeleted) {
          isDeleted = true;
          await deleteTable(world, { workspace, table: "orders" }, signal);
        }
        await publication.write(file, output);
      },
    });

    await expect(deleting).rejects.toMatchObject({ code: "conflict", retryable: true });
    await commit(world, publication);

    expect(readable(world)).toEqual({ j1: [1, 2] });
  });

  it("is another workspace's to nobody else", async () => {
    const world = await withVersion();
    const foreign = { workspace: "ws_other", table: "orders" };

    await expect(deleteTable(world, foreign, signal)).rejects.toMatchObject({ code: "not-found" });
    await expect(getTable(world, foreign)).rejects.toMatchObject({ code: "not-found" });
    await expect(updateTable(world, foreign, { typeChanges: "version" })).rejects.toMatchObject({ code: "not-found" });

    expect(await updateTable(world, { ...foreign, workspace }, { typeChanges: "version" })).toMatchObject({
      typeChanges: "version",
      rows: 1,
    });
  });
});
