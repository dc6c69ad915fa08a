import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dropEndpoints } from "#core/api/drops-api";
import { recipeEndpoints } from "#core/api/recipes-api";
import { createJobResponseSchema } from "#core/api/requests";
import { type Client, createClient, expectProblem } from "./testing/call-handler.ts";
import { startTestStack } from "./testing/test-stack.ts";

let stack: Awaited<ReturnType<typeof startTestStack>>;

beforeAll(async () => {
  stack = await startTestStack("test-api-drops");
});

afterAll(() => stack.close());

const recipe = { operation: "convert", params: { to: "json" }, onBadRow: "reject", columns: ["id"] };
const pair = { files: ["left_{YYYYMMDD}.csv", "right_{YYYYMMDD}.csv"], operation: "convert", params: { to: "json" } };

async function saveRecipe(client: Client, name: string, body: unknown = recipe) {
  const response = await client("PUT", `/api/recipes/${encodeURIComponent(name)}`, body);
  return recipeEndpoints.saveRecipe.answer.parse(await response.json()).recipe;
}

async function createRule(client: Client, body: unknown = pair) {
  const response = await client("POST", "/api/rules", body);
  expect(response.status).toBe(201);
  return dropEndpoints.createRule.answer.parse(await response.json()).rule;
}

describe("recipes", () => {
  test("are saved, listed, read by version and deleted", async () => {
    const client = createClient();
    const first = await saveRecipe(client, "Größe 1");
    const second = await saveRecipe(client, "Größe 1", { ...recipe, params: { to: "csv" } });
    const path = `/api/recipes/${encodeURIComponent("Größe 1")}`;

    expect([first.version, second.version]).toEqual([1, 2]);
    const { recipes } = recipeEndpoints.listRecipes.answer.parse(await (await client("GET", "/api/recipes")).json());
    expect(recipes).toEqual([second]);
    expect(await (await client("GET", `${path}?version=1`)).json()).toEqual({ recipe: first });

    expect((await client("DELETE", path)).status).toBe(204);
    await expectProblem(await client("GET", path), 404, "not-found");
    await expectProblem(await client("DELETE", path), 404, "not-found");
  });

  test("refuse what their operation does not take, and names that are none", async () => {
    const client = createClient();

    await expectProblem(await client("PUT", "/api/recipes/a", { ...recipe, params: { to: "stone" } }), 400, "invalid-request");
    await expectProblem(await client("PUT", "/api/recipes/a", { ...recipe, operation: "explode" }), 422, "unknown-operation");
    await expectProblem(await client("PUT", "/api/recipes/a%40b", recipe), 400, "invalid-request");
  });

  test("make jobs, in their workspace only", async () => {
    const client = createClient();
    await saveRecipe(client, "orders");
    const files = [{ name: "orders.csv", size: 14, type: "text/csv" }];

    const made = await client("POST", "/api/jobs", { recipe: "orders", params: { to: "csv" }, files });
    expect(createJobResponseSchema.parse(await made.json()).job).toMatchObject({
      operation: "convert",
      params: { to: "csv" },
      onBadRow: "reject",
      recipe: { name: "orders", version: 1 },
    });
    await expectProblem(await client("POST", "/api/jobs", { recipe: "orders@2", files }), 422, "no-such-recipe");
    await expectProblem(await client("POST", "/api/jobs", { recipe: "orders", operation: "validate", files }), 400, "invalid-request");
    await expectProblem(await client("POST", "/api/jobs", { files }), 400, "invalid-request");

    const stranger = createClient();
    await expectProblem(await stranger("POST", "/api/jobs", { recipe: "orders", files }), 422, "no-such-recipe");
    await expectProblem(await stranger("GET", "/api/recipes/orders"), 404, "not-found");
  });
});

describe("rules", () => {
  test("are made, read, changed and deleted; the built-in one stands last", async () => {
    const client = createClient();
    const rule = await createRule(client);
    const path = `/api/rules/${rule.id}`;

    const listed = dropEndpoints.listRules.answer.parse(await (await client("GET", "/api/rules")).json());
    expect(listed.rules.map(({ id, builtIn }) => [id, builtIn])).toEqual([
      [rule.id, false],
      ["customer-messages", true],
    ]);
    expect(listed.prefix).toMatch(/^drops\/ws_\w+\/$/);

    const changed = await client("PUT", path, { ...pair, enabled: false });
    expect(await changed.json()).toMatchObject({ rule: { id: rule.id, version: 1, enabled: false } });
    const other = await client("PUT", path, { ...pair, params: { to: "csv" } });
    expect(await other.json()).toMatchObject({ rule: { version: 2, enabled: true } });

    expect((await client("DELETE", path)).status).toBe(204);
    await expectProblem(await client("GET", path), 404, "not-found");
  });

  test.each([
    [{ ...pair, files: ["a_{YYYY.csv"] }, "invalid-request", 400],
    [{ ...pair, files: ["a.csv", "b.csv"] }, "invalid-request", 400],
    [{ ...pair, files: ["a_{YYYYMMDD}", "a_{YYYYMMDD}"] }, "invalid-request", 400],
    [{ ...pair, files: [] }, "invalid-request", 400],
    [{ ...pair, operation: null }, "invalid-request", 400],
    [{ ...pair, operation: "explode" }, "unknown-operation", 422],
    [{ ...pair, operation: null, recipe: "none", params: {} }, "no-such-recipe", 422],
    [{ ...pair, deadline: { time: "25:00" } }, "invalid-request", 400],
    [{ ...pair, deadline: { time: "09:00", zone: "Mars/Olympus" } }, "invalid-request", 400],
    [{ ...pair, correctionSeconds: 100_000_000 }, "invalid-request", 400],
    [{ ...pair, operation: "customer-messages", params: {} }, "invalid-request", 400],
  ])("%j is refused with %s", async (body, code, status) => {
    await expectProblem(await createClient()("POST", "/api/rules", body), status, code);
  });

  test("of another workspace are not there", async () => {
    const { id } = await createRule(createClient());
    const stranger = createClient();

    for (const [method, body] of [["GET"], ["PUT", pair], ["DELETE"]] as const) {
      await expectProblem(await stranger(method, `/api/rules/${id}`, body), 404, "not-found");
    }
  });
});

describe("sets", () => {
  test("are asked for by days", async () => {
    const client = createClient();

    expect(await (await client("GET", "/api/sets?from=20261101&to=20261130")).json()).toEqual({ sets: [], cursor: null });
    await expectProblem(await client("GET", "/api/sets?from=20261131&to=20261201"), 400, "invalid-request");
    await expectProblem(await client("GET", "/api/sets/20261101~customer-messages~1"), 404, "not-found");
    await expectProblem(await client("GET", "/api/sets/anything"), 404, "not-found");
  });
});
