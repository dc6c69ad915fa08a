import { describe, expect, it } from "vitest";
import { createMemoryPorts } from "../jobs/testing/memory-ports.ts";
import { later } from "../jobs/testing/sample-job.ts";
import { createWorkspaceId } from "../jobs/workspace-id.ts";
import type { StoredDocument } from "../ports/document-store.ts";
import { sweepDocuments, takeTurns } from "./sweep-documents.ts";
import { dropIn, makeRule } from "./testing/dropped-files.ts";

describe("the sweep of documents", () => {
  it("lets a workspace that has very much due delay nobody else", () => {
    const due = (workspace: string, id: string): StoredDocument => ({ workspace, kind: "set", id, version: 1, body: {} });
    const many = Array.from({ length: 1000 }, (_, n) => due("many", String(n)));

    const turns = takeTurns([...many, due("few", "a"), due("few", "b"), due("one", "c")]);

    expect(turns.slice(0, 5).map(({ workspace, id }) => `${workspace} ${id}`)).toEqual(["many 0", "few a", "one c", "many 1", "few b"]);
    expect(turns).toHaveLength(1003);
  });

  it("looks beyond a page that one workspace fills", async () => {
    const world = createMemoryPorts();
    const [many, few] = [createWorkspaceId(), createWorkspaceId()];
    await makeRule(world, { waitSeconds: 60 }, many);
    await makeRule(world, { waitSeconds: 120 }, few);
    const dates = Array.from({ length: 700 }, (_, n) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10).replaceAll("-", ""));
    for (const date of dates) await dropIn(world, `left_${date}.csv`, undefined, {}, many);
    await dropIn(world, "left_20260301.csv", undefined, {}, few);
    world.time.now = later(121);

    await sweepDocuments(world);

    const failed = world.jobs.all().filter(({ status }) => status === "failed");
    expect(failed.some(({ workspace }) => workspace === few)).toBe(true);
  });

  it("goes on though one document cannot be read, and says so", async () => {
    const world = createMemoryPorts();
    const workspace = createWorkspaceId();
    await makeRule(world, { waitSeconds: 60 }, workspace);
    await dropIn(world, "left_20260301.csv", undefined, {}, workspace);
    await world.documents.put({ workspace, kind: "set", id: "20260228~broken~1", version: 1, body: {}, dueAt: later(1).toISOString() });
    world.time.now = later(61);

    await expect(sweepDocuments(world)).rejects.toThrow(/1 of 2/);

    expect(world.jobs.all()).toMatchObject([{ status: "failed", error: { code: "set-incomplete" } }]);
    expect(world.told).toContainEqual(expect.objectContaining({ level: "error", message: "Document not swept" }));
  });
});
