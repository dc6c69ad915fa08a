import { beforeEach, describe, expect, it, vi } from "vitest";
import { endpoints } from "#core/api/endpoints";
import { createQueryWorld, type QueryWorld, settle } from "#core/queries/testing/query-world";
import { type Client, createClient, expectProblem } from "./testing/call-handler.ts";

vi.mock("#aws/observer", async () => {
  const { observer } = (await import("#aws/testing/heard-observer")).createHeardObserver();
  return { observer: () => observer };
});
const outside = vi.hoisted(() => ({ backend: null as unknown }));
vi.mock("../_server/backend.ts", () => ({ backend: () => outside.backend }));

let world: QueryWorld;
beforeEach(() => {
  world = createQueryWorld({ guests: true });
  outside.backend = { ports: world, sessionSecret: "a secret of the stage, long enough for HS256", socketUrl: "ws://localhost" };
});

async function ask(client: Client, body: Record<string, unknown> = {}): Promise<string> {
  const response = await client("POST", "/api/query", { sql: "SELECT * FROM orders", ...body });
  expect(response.status).toBe(202);
  return endpoints.createQuery.answer.parse(await response.json()).id;
}

describe("a query through the HTTP interface", () => {
  it("is taken, run, paged and listed, with numbers as they are", async () => {
    const client = createClient();
    const taken = await client("POST", "/api/query", { sql: "SELECT * FROM orders" });
    const { id, status } = endpoints.createQuery.answer.parse(await taken.json());
    await settle(world);

    const page = await client("GET", `/api/query/${id}?limit=1`);
    const body = await page.text();
    const texts = endpoints.getQuery.answer.parse(await (await client("GET", `/api/query/${id}?limit=1&cursor=1&as=text`)).json());
    const list = endpoints.listQueries.answer.parse(await (await client("GET", "/api/queries")).json());

    expect([status, taken.headers.get("location")]).toEqual(["queued", `/api/query/${id}`]);
    expect(page.headers.get("content-type")).toBe("application/json");
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(body).toContain('"cursor":"1","rows":[[9007199254740993,"Ann"]]}');
    expect(endpoints.getQuery.answer.parse(JSON.parse(body))).toMatchObject({ id, status: "succeeded", rowCount: 2 });
    expect(texts).toMatchObject({ rows: [["2", null]], cursor: null });
    expect(list.queries.map((query) => query.id)).toEqual([id]);
  });

  it("is made into files that can be fetched", async () => {
    const client = createClient();
    const id = await ask(client);
    await settle(world);

    const made = await client("POST", `/api/query/${id}/results`, { to: "csv" });
    await settle(world);
    const redirect = await client("GET", `/api/query/${id}/results/output.csv`);
    const link = await client("GET", `/api/query/${id}/results/output.csv?as=json`);

    expect(made.status).toBe(202);
    expect(endpoints.makeQueryResult.answer.parse(await made.json()).query.making).toEqual(["csv"]);
    expect([redirect.status, redirect.headers.get("location")]).toEqual([302, expect.stringContaining("query-2026-03-01-1000.csv")]);
    expect(endpoints.getQueryResult.answer.parse(await link.json()).bytes).toBeGreaterThan(0);
  });

  it("is stopped, and deleted once it ended", async () => {
    const client = createClient();
    const id = await ask(client);

    const statuses: number[] = [];
    for (const path of [`/api/query/${id}?if=running`, `/api/query/${id}?if=running`, `/api/query/${id}`]) {
      statuses.push((await client("DELETE", path)).status);
    }

    expect(statuses).toEqual([204, 204, 204]);
    await expectProblem(await client("GET", `/api/query/${id}`), 404, "not-found");
  });

  it.each([
    [{ sql: "DROP TABLE orders" }, 422, "sql-not-allowed"],
    [{ sql: "" }, 400, "invalid-request"],
    [{ sql: "SELECT 1", engine: "oracle" }, 400, "invalid-request"],
    [{ sql: "SELECT 1", to: "pdf" }, 400, "invalid-request"],
    [{ sql: "x".repeat(20_001) }, 400, "invalid-request"],
  ])("is refused where it is seen that it cannot be: %j", async (body, status, code) => {
    await expectProblem(await createClient()("POST", "/api/query", body), status, code);
  });

  it("has pages that begin at a row", async () => {
    const client = createClient();
    const id = await ask(client);

    await expectProblem(await client("GET", `/api/query/${id}?cursor=abc`), 400, "invalid-request");
    await expectProblem(await client("GET", `/api/query/${id}?limit=10001`), 400, "invalid-request");
  });

  it("is one of ten under way", async () => {
    const client = createClient();
    for (let n = 0; n < 10; n++) await ask(client);

    await expectProblem(await client("POST", "/api/query", { sql: "SELECT 1" }), 429, "too-many-jobs");
  });
});

describe("what is kept under titles, through the HTTP interface", () => {
  it("is made, listed, changed unless others did, and deleted", async () => {
    const client = createClient();
    const made = await client("POST", "/api/saved-queries", { title: "Revenue", sql: "SELECT 1" });
    const { query } = endpoints.createSavedQuery.answer.parse(await made.json());
    const path = `/api/saved-queries/${query.id}`;

    const changed = await client("PUT", path, { title: "Turnover", sql: "SELECT 2", version: query.version });
    const late = await client("PUT", path, { title: "Sales", sql: "SELECT 3", version: query.version });
    const { queries } = endpoints.listSavedQueries.answer.parse(await (await client("GET", "/api/saved-queries")).json());

    expect([made.status, changed.status]).toEqual([201, 200]);
    await expectProblem(late, 409, "conflict");
    expect(queries).toMatchObject([{ title: "Turnover", version: 2 }]);
    expect((await client("DELETE", path)).status).toBe(204);
    await expectProblem(await client("DELETE", path), 404, "not-found");
  });

  it("are dashboards with their cards as well", async () => {
    const client = createClient();
    const card = { id: "a", title: "Orders", sql: "SELECT 1 AS n", chart: { kind: "number", value: "n" }, width: 3 };
    const made = await client("POST", "/api/dashboards", { title: "Sales", cards: [card] });
    const { dashboard } = endpoints.createDashboard.answer.parse(await made.json());

    const wide = { title: "Sales", cards: [{ ...card, width: 12 }], version: 1 };
    const changed = await client("PUT", `/api/dashboards/${dashboard.id}`, wide);
    const read = await client("GET", `/api/dashboards/${dashboard.id}`);

    expect(endpoints.updateDashboard.answer.parse(await changed.json()).dashboard.version).toBe(2);
    expect(endpoints.getDashboardCards.answer.parse(await read.json()).dashboard).toMatchObject({ cards: [{ width: 12 }], version: 2 });
    await expectProblem(await client("POST", "/api/dashboards", { title: "", cards: [] }), 400, "invalid-request");
  });
});

describe("another workspace", () => {
  it("finds nothing: every call answers as if there were no such thing", async () => {
    const owner = createClient();
    const stranger = createClient();
    const id = await ask(owner, { to: "csv" });
    await settle(world);
    const saved = await (await owner("POST", "/api/saved-queries", { title: "Revenue", sql: "SELECT 1" })).json();
    const board = await (await owner("POST", "/api/dashboards", { title: "Sales", cards: [] })).json();

    const calls: [string, string, unknown?][] = [
      ["GET", `/api/query/${id}`],
      ["DELETE", `/api/query/${id}`],
      ["POST", `/api/query/${id}/results`, { to: "csv" }],
      ["GET", `/api/query/${id}/results/output.csv`],
      ["PUT", `/api/saved-queries/${saved.query.id}`, { title: "Mine", sql: "SELECT 1" }],
      ["DELETE", `/api/saved-queries/${saved.query.id}`],
      ["GET", `/api/dashboards/${board.dashboard.id}`],
      ["PUT", `/api/dashboards/${board.dashboard.id}`, { title: "Mine", cards: [] }],
      ["DELETE", `/api/dashboards/${board.dashboard.id}`],
    ];
    for (const [method, path, body] of calls) await expectProblem(await stranger(method, path, body), 404, "not-found");
    expect(await (await stranger("GET", "/api/queries")).json()).toMatchObject({ queries: [] });
    expect((await owner("GET", `/api/query/${id}`)).status).toBe(200);
  });
});
