import { describe, expect, it } from "vitest";
import { sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import { listQueries } from "./list-queries.ts";
import { ask, createQueryWorld, pageOf, settle } from "./testing/query-world.ts";

describe("pages", () => {
  it("of any size from any row are the rows as they are", async () => {
    const world = createQueryWorld();
    const rows = Array.from({ length: 1234 }, (_, index) => `[${index},"${"é".repeat(index % 7)}"]`);
    world.answer = { ...world.answer, rows };
    const id = await ask(world);
    await settle(world);

    for (const [from, limit] of [
      [0, 1],
      [19, 2],
      [20, 20],
      [999, 10_000],
      [1233, 5],
      [40, 500],
    ] as const) {
      const { page } = await pageOf(world, id, { cursor: String(from), limit });
      const end = Math.min(rows.length, from + limit);
      expect(page).toEqual({ rows: rows.slice(from, end), next: end < rows.length ? end : null });
    }
    expect((await pageOf(world, id, { cursor: "5000" })).page).toEqual({ rows: [], next: null });
  });

  it("of long rows are shorter than asked for, and a row that is too long for any says so", async () => {
    const world = createQueryWorld();
    const long = `["${"x".repeat(1_500_000)}"]`;
    world.answer = { ...world.answer, rows: [long, long, long, `["${"x".repeat(4_500_000)}"]`, long] };
    const id = await ask(world);
    await settle(world);

    const first = await pageOf(world, id);
    const second = await pageOf(world, id, { cursor: String(first.page.next) });

    expect([first.page.rows.length, first.page.next]).toEqual([2, 2]);
    expect([second.page.rows.length, second.page.next]).toEqual([1, 3]);
    await expect(pageOf(world, id, { cursor: "3" })).rejects.toMatchObject({ code: "query-too-large" });
    expect((await pageOf(world, id, { cursor: "4" })).page.rows).toEqual([long]);
  });

  it("of short numbers are no longer as texts than what carries them", async () => {
    const world = createQueryWorld();
    const row = `[${Array.from({ length: 1000 }, () => "1").join(",")}]`;
    world.answer = { ...world.answer, rows: Array.from({ length: 3000 }, () => row) };
    const id = await ask(world);
    await settle(world);

    const { page } = await pageOf(world, id, { limit: 10_000, as: "text" });

    expect(page.rows.join(",").length).toBeLessThan(4_100_000);
    expect(page.next).toBe(page.rows.length);
  });

  it("of the history come newest first, each query once, without those of which the cost was asked", async () => {
    const world = createQueryWorld();
    const ids: string[] = [];
    for (let n = 0; n < 7; n++) {
      world.time.now = new Date(world.time.now.getTime() + 1000);
      if (n % 3 === 1) await ask(world, { dryRun: true });
      else ids.unshift(await ask(world));
    }

    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listQueries(world, { workspace, limit: 2, cursor });
      found.push(...page.queries.map(({ id }) => id));
      cursor = page.cursor ?? undefined;
    } while (cursor !== undefined);

    expect(found).toEqual(ids);
  });
});
