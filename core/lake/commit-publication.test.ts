import { describe, expect, it } from "vitest";
import { AppError } from "../app-error.ts";
import { type CrashPlan, createCrashingPorts } from "../jobs/testing/crashing-ports.ts";
import { createMemoryPorts } from "../jobs/testing/memory-ports.ts";
import { sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import type { Ports } from "../ports/ports.ts";
import { manifestKey, unsettledKey } from "./lake-keys.ts";
import { listPublications, listTablesOfJob } from "./publication-documents.ts";
import { removeJobRows } from "./remove-publication.ts";
import { readTable } from "./table-documents.ts";
import { commit, fileKey, idColumn, readable, samplePublication, signal } from "./testing/sample-publication.ts";

const ref = { workspace, table: "orders" };

describe("a publication", () => {
  it("is there all at once: nobody reads its files before the last one is", async () => {
    const world = createMemoryPorts();
    const seen: object[] = [];
    const publication = samplePublication("j1", [1, 2]);

    await commit(world, {
      ...publication,
      async write(file, output) {
        seen.push(readable(world));
        await publication.write(file, output);
      },
    });

    expect(seen).toEqual([{}, {}]);
    expect(readable(world)).toEqual({ j1: [1, 2] });
    expect(world.objects.keys("lake").toSorted()).toEqual(
      [manifestKey({ ...ref, job: "j1" }), fileKey("j1", 1), fileKey("j1", 2)].toSorted(),
    );
    const { table } = (await readTable(world.documents, ref)) ?? {};
    expect(table).toMatchObject({
      name: "orders",
      columns: [idColumn],
      current: "orders",
      typeChanges: "reject",
      years: { from: 2026, to: 2026 },
    });
    expect(world.catalogue.tables.get(`${workspace}/orders`)?.columns).toEqual([idColumn]);
    expect(await listPublications(world.documents, ref)).toMatchObject([
      {
        job: "j1",
        source: "j1.csv",
        files: 2,
        rows: 2,
        bytes: 8,
        partitions: 2,
        from: "2026-01-31T01:00:00.000Z",
        to: "2026-01-31T02:00:00.000Z",
      },
    ]);
  });

  it("that is made again replaces its own files and nothing else", async () => {
    const world = createMemoryPorts();
    await commit(world, samplePublication("j1", [1, 2, 3]));
    await commit(world, samplePublication("j2", [2, 3]));

    await commit(world, samplePublication("j1", [2, 4], { attempt: 2 }));

    expect(readable(world)).toEqual({ j1: [2, 4], j2: [2, 3] });
    expect((await listPublications(world.documents, ref)).map(({ job, rows }) => [job, rows])).toEqual([
      ["j1", 2],
      ["j2", 2],
    ]);
  });

  it("that goes to another table the second time leaves the first", async () => {
    const world = createMemoryPorts();
    await commit(world, samplePublication("j1", [1]));
    const version = {
      name: "orders_v2",
      columns: [{ ...idColumn, type: "text" as const }],
      typeChanges: null,
      years: { from: 2026, to: 2026 },
    };

    await commit(world, samplePublication("j1", [1], { table: version, versionOf: "orders" }));

    expect(readable(world)).toEqual({});
    expect(readable(world, "orders_v2")).toEqual({ j1: [1] });
    expect((await readTable(world.documents, ref))?.table.current).toBe("orders_v2");
    expect(await listPublications(world.documents, ref)).toEqual([]);
    expect(await listTablesOfJob(world.documents, workspace, "j1")).toEqual(["orders", "orders_v2"]);
  });

  it("adds columns and years to a table, and never changes a column", async () => {
    const world = createMemoryPorts();
    const name = { name: "name", type: "text", header: "Name" } as const;
    await commit(world, samplePublication("j1", [1]));

    await commit(
      world,
      samplePublication("j2", [1], {
        table: { name: "orders", columns: [name, idColumn], typeChanges: "version", years: { from: 2024, to: 2025 } },
      }),
    );
    const other = { ...samplePublication("j3", [1]).table, columns: [{ ...idColumn, type: "date" as const }] };
    const changing = commit(world, samplePublication("j3", [1], { table: other }));

    await expect(changing).rejects.toMatchObject({ code: "conflict", retryable: true });
    expect((await readTable(world.documents, ref))?.table).toMatchObject({
      columns: [idColumn, name],
      typeChanges: "version",
      years: { from: 2024, to: 2026 },
    });
    expect(readable(world)).toEqual({ j1: [1], j2: [1] });
  });

  it("whose columns a table has no room for says so, and leaves the table as it was", async () => {
    const world = createMemoryPorts();
    await commit(world, samplePublication("j1", [1]));
    const columns = Array.from({ length: 3000 }, (_, index) => ({
      name: `c${index}`,
      type: "text" as const,
      header: `${"header ".repeat(10)}${index}`,
    }));

    const wide = commit(world, samplePublication("j2", [1], { table: { name: "orders", columns, typeChanges: null, years: null } }));

    await expect(wide).rejects.toMatchObject({ code: "too-many-columns", message: expect.stringContaining("3,001 columns") });
    expect((await readTable(world.documents, ref))?.table.columns).toEqual([idColumn]);
    expect(readable(world)).toEqual({ j1: [1] });
  });

  it("that is not wanted any more leaves nothing", async () => {
    const world = createMemoryPorts();
    const cancelled = async () => {
      throw new AppError("cancelled", "The job was cancelled.");
    };

    await expect(commit(world, samplePublication("j1", [1]), cancelled)).rejects.toMatchObject({ code: "cancelled" });

    expect(world.objects.keys("lake")).toEqual([]);
    expect(await readTable(world.documents, ref)).toBeNull();
    expect(world.catalogue.tables.size).toBe(0);
  });

  it("does not hide for good what another run of the job published, if it lost the job meanwhile", async () => {
    const world = createMemoryPorts();
    let asked = 0;
    const overtaken = async () => {
      asked++;
      if (asked === 1) return;
      await commit(world, samplePublication("j1", [1], { attempt: 2 }));
      throw new AppError("conflict", "Another run has taken this job over.");
    };
    // The mark is put between the two questions.
    const late = commit(world, samplePublication("j1", [1]), overtaken);

    await expect(late).rejects.toMatchObject({ code: "conflict" });

    expect(readable(world)).toEqual({ j1: [1] });
  });
});

describe("a file of the same name", () => {
  const corrected = { source: "a.csv", corrects: true };

  it("of more hours than can be removed at once is removed by several tries, each of which goes on where the last one ended", async () => {
    const world = createMemoryPorts();
    const days = Array.from({ length: 28 }, (_, index) => index + 1);
    const [sample] = samplePublication("j1", [0]).files;
    if (!sample) throw new Error("A publication has a file.");
    const files = days.flatMap((day) =>
      Array.from({ length: 24 }, (_, hour) => ({ ...sample, partition: { year: 2026, month: 1, day, hour } })),
    );
    await commit(world, { ...samplePublication("j1", []), files });
    const { deletePrefix } = world.objects;
    let left = 510;
    world.objects.deletePrefix = async (bucket, prefix) => {
      if (left-- <= 0) throw new AppError("unavailable", "The storage is away.", { retryable: true });
      await deletePrefix(bucket, prefix);
    };

    const first = removeJobRows(world, { workspace, job: "j1" }, signal);
    await expect(first).rejects.toMatchObject({ code: "unavailable" });
    left = 250;
    await removeJobRows(world, { workspace, job: "j1" }, signal);

    expect(world.objects.keys("lake")).toEqual([]);
  });

  it("takes the place of what earlier ones published, and says so", async () => {
    const world = createMemoryPorts();
    await commit(world, samplePublication("j1", [1, 2], { source: "a.csv" }));
    await commit(world, samplePublication("j2", [1], { source: "b.csv" }));

    const { publication } = await commit(world, samplePublication("j3", [2, 3], corrected));

    expect(publication?.replaced).toEqual([{ job: "j1", rows: 2 }]);
    expect(readable(world)).toEqual({ j2: [1], j3: [2, 3] });
    expect((await listPublications(world.documents, ref)).map(({ job }) => job)).toEqual(["j2", "j3"]);
    expect(world.objects.keys("lake").filter((key) => key.includes("j1"))).toEqual([]);
  });

  it("has no place where a later one is already", async () => {
    const world = createMemoryPorts();
    await commit(world, samplePublication("j2", [2], corrected));

    expect(await commit(world, samplePublication("j1", [1], corrected))).toEqual({ publication: null, later: "j2" });

    expect(readable(world)).toEqual({ j2: [2] });
    expect(world.objects.keys("lake").filter((key) => key.includes("j1"))).toEqual([]);
  });
});

function plans(calls: number): CrashPlan[] {
  return Array.from({ length: calls }, (_, index) => [true, false].map((tookEffect) => ({ call: index + 1, tookEffect }))).flat();
}

describe("a process that dies at any call to the outside", () => {
  const correcting = (attempt: number) =>
    samplePublication("j3", [2, 3], {
      source: "a.csv",
      corrects: true,
      attempt,
      ...(attempt === 1 && { files: samplePublication("j3", [2, 9]).files }),
    });

  async function published() {
    const world = createMemoryPorts();
    await commit(world, samplePublication("j1", [1, 2], { source: "a.csv" }));
    await commit(world, samplePublication("j2", [1]));
    return world;
  }

  it.each(plans(60))("while it publishes is made up for by the next attempt (call $call, took effect: $tookEffect)", async (plan) => {
    const world = await published();
    const dying = createCrashingPorts(world, plan);

    await Promise.allSettled([commit(dying.ports, correcting(1))]);
    const between = readable(world);
    const { publication } = await commit(world, correcting(2));

    // Of the old and the new rows one or the other, or for a moment neither.
    if (between.j3) expect(between).toEqual({ j2: [1], j3: [2, 9] });
    else expect(between.j1 ?? [1, 2]).toEqual([1, 2]);
    expect(publication?.replaced).toEqual([{ job: "j1", rows: 2 }]);
    expect(readable(world)).toEqual({ j2: [1], j3: [2, 3] });
    expect((await listPublications(world.documents, ref)).map(({ job }) => job)).toEqual(["j2", "j3"]);
    expect([...new Set(world.objects.keys("lake"))].toSorted()).toEqual(
      [
        ...[manifestKey({ ...ref, job: "j2" }), manifestKey({ ...ref, job: "j3" })],
        ...[fileKey("j2", 1), fileKey("j3", 2), fileKey("j3", 3)],
      ].toSorted(),
    );
  });

  it.each(plans(30))("while it removes is made up for by the next one (call $call, took effect: $tookEffect)", async (plan) => {
    const world = await published();
    const dying = createCrashingPorts(world, plan);

    await Promise.allSettled([removeJobRows(dying.ports, { workspace, job: "j1" }, signal)]);
    const between = readable(world);
    await removeJobRows(world, { workspace, job: "j1" }, signal);

    expect(between.j1 ?? [1, 2]).toEqual([1, 2]);
    expect(readable(world)).toEqual({ j2: [1] });
    expect(world.objects.keys("lake").filter((key) => key.includes("j1"))).toEqual([]);
    expect(await listTablesOfJob(world.documents, workspace, "j1")).toEqual([]);
    expect(world.objects.keys("lake")).not.toContain(unsettledKey({ ...ref, job: "j1" }));
  });

  it.each([
    ["publishes", 60, async (ports: Ports): Promise<unknown> => await commit(ports, correcting(1))],
    ["removes", 30, async (ports: Ports): Promise<unknown> => await removeJobRows(ports, { workspace, job: "j1" }, signal)],
  ] as const)("the plans reach beyond the last call while it %s", async (_, planned, act) => {
    const counting = createCrashingPorts(await published(), { call: 0, tookEffect: false });

    await act(counting.ports);

    expect(counting.calls()).toBeGreaterThan(planned / 3);
    expect(counting.calls()).toBeLessThan(planned);
  });
});
