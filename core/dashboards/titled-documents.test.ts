import { describe, expect, it } from "vitest";
import { createMemoryPorts } from "../jobs/testing/memory-ports.ts";
import { sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import { createTitled, deleteTitled, getTitled, listTitled, updateTitled } from "./titled-documents.ts";
import { dashboards, savedQueries } from "./titled-kinds.ts";

const stranger = `ws_${"1".repeat(26)}`;
const revenue = { title: "Revenue", sql: "SELECT 1", chart: { kind: "number", value: "n" } } as const;

describe("what is kept under a title", () => {
  it("is made, listed by title, changed and deleted", async () => {
    const world = createMemoryPorts();
    const made = await createTitled(world, savedQueries, { workspace, body: revenue });
    await createTitled(world, savedQueries, { workspace, body: { title: "alpha", sql: "SELECT 2" } });
    const ref = { workspace, id: made.id };

    const changed = await updateTitled(world, savedQueries, { ...ref, version: made.version, body: { ...revenue, title: "Turnover" } });
    const titles = (await listTitled(world, savedQueries, workspace)).map(({ title }) => title);
    await deleteTitled(world, savedQueries, ref);

    expect(made).toMatchObject({ ...revenue, version: 1, updatedAt: world.now().toISOString() });
    expect(changed).toMatchObject({ title: "Turnover", version: 2 });
    expect(titles).toEqual(["alpha", "Turnover"]);
    await expect(getTitled(world, savedQueries, ref)).rejects.toMatchObject({
      code: "not-found",
      message: "There is no such saved query.",
    });
  });

  it("is not changed over what somebody else changed since", async () => {
    const world = createMemoryPorts();
    const body = { title: "Sales", cards: [] };
    const { id, version } = await createTitled(world, dashboards, { workspace, body });
    await updateTitled(world, dashboards, { workspace, id, version, body: { ...body, title: "Sales of today" } });

    await expect(updateTitled(world, dashboards, { workspace, id, version, body })).rejects.toMatchObject({ code: "conflict" });

    expect(await getTitled(world, dashboards, { workspace, id })).toMatchObject({ title: "Sales of today", version: 2 });
  });

  it("is the workspace's own", async () => {
    const world = createMemoryPorts();
    const { id } = await createTitled(world, savedQueries, { workspace, body: revenue });
    const ref = { workspace: stranger, id };

    await expect(updateTitled(world, savedQueries, { ...ref, body: revenue })).rejects.toMatchObject({ code: "not-found" });
    await expect(deleteTitled(world, savedQueries, ref)).rejects.toMatchObject({ code: "not-found" });
    expect(await listTitled(world, savedQueries, stranger)).toEqual([]);
  });

  it("is so many at most, and so large", async () => {
    const world = createMemoryPorts();
    for (let n = 0; n < 200; n++) await createTitled(world, savedQueries, { workspace, body: { title: `${n}`, sql: "SELECT 1" } });

    await expect(createTitled(world, savedQueries, { workspace, body: revenue })).rejects.toMatchObject({ code: "quota-exceeded" });
    const card = { id: "a", title: "a", sql: `SELECT '${"x".repeat(19_000)}'`, chart: { kind: "table" }, width: 6 } as const;
    const body = { title: "Large", cards: Array.from({ length: 24 }, () => card) };
    await expect(createTitled(world, dashboards, { workspace, body })).rejects.toMatchObject({ code: "invalid-request" });
    expect(await listTitled(world, savedQueries, workspace)).toHaveLength(200);
  });
});
