import { beforeEach, describe, expect, it } from "vitest";
import { acceptUpload } from "../jobs/accept-upload.ts";
import { createMemoryPorts, type MemoryPorts } from "../jobs/testing/memory-ports.ts";
import { sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import { createWorkspaceId } from "../jobs/workspace-id.ts";
import { deleteRecipe } from "../recipes/delete-recipe.ts";
import { saveRecipe } from "../recipes/save-recipe.ts";
import { deleteRule } from "./delete-rule.ts";
import { builtInRule } from "./rule.ts";
import { changeRule } from "./save-rule.ts";
import { drop, dropIn, makeRule, sampleRule } from "./testing/dropped-files.ts";

let world: MemoryPorts;
beforeEach(() => {
  world = createMemoryPorts();
});

const single = { files: ["orders_*.csv"] };
const onlyJob = () => {
  const [job, ...others] = world.jobs.all();
  expect(others).toEqual([]);
  return job;
};

describe("a dropped file", () => {
  it("is taken by the first rule that its name fits", async () => {
    await makeRule(world, { ...single, params: { to: "csv" } });
    await makeRule(world, { ...single, files: ["*.csv"] });

    await dropIn(world, "in/orders_7.csv");

    expect(onlyJob()).toMatchObject({
      status: "queued",
      source: "drop",
      operation: "convert",
      params: { to: "csv" },
      files: [{ name: "orders_7.csv" }],
    });
  });

  it("is taken by the recipe of a rule, in the version that is the newest then", async () => {
    await saveRecipe(world, workspace, { name: "tidy", operation: "convert", params: { to: "json" } });
    await makeRule(world, { ...single, operation: null, recipe: "tidy", params: {} });
    await saveRecipe(world, workspace, { name: "tidy", operation: "convert", params: { to: "tsv" }, onBadRow: "stop" });

    await dropIn(world, "orders_7.csv");

    expect(onlyJob()).toMatchObject({ params: { to: "tsv" }, onBadRow: "stop", recipe: { name: "tidy", version: 2 } });
  });

  it("whose metadata says what to do is asked no rule", async () => {
    await makeRule(world, { ...single, params: { to: "csv" } });

    await dropIn(world, "orders_7.csv", undefined, { outputformat: "ndjson" });

    expect(onlyJob()).toMatchObject({ status: "queued", params: { to: "ndjson" } });
  });

  it("whose metadata names a recipe that is not there fails, and says so", async () => {
    await dropIn(world, "orders_7.csv", undefined, { recipe: "tidy" });

    expect(onlyJob()).toMatchObject({ status: "failed", error: { code: "no-such-recipe", message: expect.stringContaining("tidy") } });
  });

  it("that nothing says anything of fails, and says what to do", async () => {
    await dropIn(world, "orders_7.csv");

    expect(onlyJob()).toMatchObject({
      status: "failed",
      error: { code: "unknown-format", message: expect.stringContaining("Add a rule") },
    });
  });

  it("whose rule names a recipe that was deleted since fails, and says so", async () => {
    await saveRecipe(world, workspace, { name: "tidy", operation: "convert", params: { to: "json" } });
    await makeRule(world, { ...single, operation: null, recipe: "tidy", params: {} });
    await deleteRecipe(world, workspace, "tidy");

    await dropIn(world, "orders_7.csv");

    expect(onlyJob()).toMatchObject({ status: "failed", error: { code: "no-such-recipe" } });
  });

  it("is asked the rules of its own workspace only", async () => {
    await makeRule(world, single, createWorkspaceId());

    await dropIn(world, "orders_7.csv");

    expect(onlyJob()).toMatchObject({ status: "failed" });
  });

  it("is what it was at first, though it is told of again after the rules changed", async () => {
    const rule = await makeRule(world, single);
    const told = drop(world, "orders_7.csv");
    await acceptUpload(world, told);
    await deleteRule(world, workspace, rule.id);
    await makeRule(world, { files: ["orders_7.csv"], params: { to: "csv" } });

    await acceptUpload(world, told);

    expect(onlyJob()).toMatchObject({ status: "queued", params: { to: "json" } });
  });
});

describe("the built-in rule", () => {
  const names = ["customers", "orders", "items"].map((name) => `${name}_20260301.csv`);

  it("gathers the three files of a day, unless it is switched off", async () => {
    await changeRule(world, workspace, builtInRule.id, { ...sampleRule, files: builtInRule.files, enabled: false });

    for (const name of names) await dropIn(world, name);

    expect(world.jobs.all().map(({ status, files }) => [status, files.length])).toEqual([
      ["failed", 1],
      ["failed", 1],
      ["failed", 1],
    ]);
  });

  it("tells its operation which file is which, and of which day they are", async () => {
    for (const name of names) await dropIn(world, `partner/${name}`);
    await makeRule(world, {
      files: ["de/kunden-{DD.MM.YYYY}*", "de/a_{YYYYMMDD}", "b_{YYYYMMDD}"],
      operation: "customer-messages",
      params: {},
    });
    for (const path of ["de/kunden-01.03.2026-neu", "de/a_20260301", "b_20260301"]) await dropIn(world, path);

    const jobs = world.jobs.all();
    expect(jobs.map(({ status, operation, params }) => [status, operation, params])).toEqual([
      [
        "queued",
        "customer-messages",
        {
          date: "20260301",
          names: { customers: "customers_{YYYYMMDD}.csv", orders: "orders_{YYYYMMDD}.csv", items: "items_{YYYYMMDD}.csv" },
        },
      ],
      [
        "queued",
        "customer-messages",
        { date: "20260301", names: { customers: "kunden-{DD.MM.YYYY}*", orders: "a_{YYYYMMDD}", items: "b_{YYYYMMDD}" } },
      ],
    ]);
  });

  it("may look for other names, and becomes again what it was", async () => {
    await changeRule(world, workspace, builtInRule.id, { ...sampleRule, files: ["a_{YYYYMMDD}", "b_{YYYYMMDD}"] });
    await dropIn(world, "a_20260301");
    await dropIn(world, "b_20260301");
    expect(onlyJob()).toMatchObject({ status: "queued", set: { rule: builtInRule.id, date: "20260301", revision: 1 } });

    await deleteRule(world, workspace, builtInRule.id);
    await dropIn(world, "customers_20260302.csv");

    expect(world.jobs.all()).toHaveLength(1);
    expect((await world.documents.list(workspace, "set", { limit: 10 })).documents.map(({ id }) => id)).toEqual([
      "20260301~customer-messages~2",
      "20260302~customer-messages~3",
    ]);
  });
});
