import { describe, expect, it } from "vitest";
import { createCrashingPorts } from "../jobs/testing/crashing-ports.ts";
import { createMemoryPorts } from "../jobs/testing/memory-ports.ts";
import { sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import { deleteTable } from "./delete-table.ts";
import { getTable } from "./get-table.ts";
import { listTables } from "./list-tables.ts";
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
