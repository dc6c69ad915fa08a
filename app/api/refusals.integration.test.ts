import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operationsResponseSchema } from "#core/api/operations-api";
import { jobsResponseSchema } from "#core/api/requests";
import { createClient, expectProblem, make, newJob, origin, send } from "./testing/call-handler.ts";
import { startTestStack } from "./testing/test-stack.ts";

let stack: Awaited<ReturnType<typeof startTestStack>>;

beforeAll(async () => {
  stack = await startTestStack("test-api-refusals");
});

afterAll(() => stack.close());

describe("a request that cannot be read", () => {
  const json = { "content-type": "application/json" };
  const cases: [string, RequestInit & { headers?: Record<string, string> }, number, string][] = [
    ["is not JSON", { body: "{", headers: json }, 400, "invalid-request"],
    ["is no UTF-8", { body: new Uint8Array([0xff, 0xfe]), headers: json }, 400, "invalid-request"],
    ["lacks a member", { body: "{}", headers: json }, 400, "invalid-request"],
    ["has a member too many", { body: JSON.stringify({ ...newJob, owner: "me" }), headers: json }, 400, "invalid-request"],
    [
      "is sent as a form",
      { body: "operation=convert", headers: { "content-type": "application/x-www-form-urlencoded" } },
      415,
      "unsupported-media-type",
    ],
    ["is sent without a type", { body: new Uint8Array([123, 125]) }, 415, "unsupported-media-type"],
    ["is too large", { body: " ".repeat(1024 * 1024 + 1), headers: json }, 413, "body-too-large"],
    [
      "asks for no operation of ours",
      { body: JSON.stringify({ ...newJob, operation: "explode" }), headers: json },
      422,
      "unknown-operation",
    ],
  ];
  test.each(cases)("because it %s is a problem", async (_, init, status, code) => {
    await expectProblem(await send("POST", "/api/jobs", init), status, code);
  });

  test("names the place and the reason", async () => {
    const problem = await expectProblem(
      await send("POST", "/api/jobs", { body: JSON.stringify({ ...newJob, files: [{ name: "", size: -1 }] }), headers: json }),
      400,
      "invalid-request",
    );

    expect(problem.detail).toContain("files.0.name");
    expect(problem.detail).toContain("files.0.size");
  });

  test.each(["/api/jobs?limit=0", "/api/jobs?limit=many", "/api/jobs?status=lost", "/api/jobs?since=yesterday"])(
    "%s is a problem",
    async (path) => {
      await expectProblem(await send("GET", path), 400, "invalid-request");
    },
  );

  test.each(["/api/jobs/nonsense", "/api/jobs/..%2f..%2fx", "/api/nowhere"])("%s is not found", async (path) => {
    await expectProblem(await send("GET", path), 404, "not-found");
  });

  test("with a method that is not there names those that are", async () => {
    const response = await send("PUT", "/api/jobs");

    await expectProblem(response, 405, "method-not-allowed");
    expect(response.headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
  });
});

describe("a session", () => {
  test("is given to a program at its first call, also when that call fails", async () => {
    const response = await send("GET", "/api/jobs/nonsense");

    expect(response.status).toBe(404);
    expect(response.headers.get("set-cookie")).toMatch(/^sluice_session=/);
  });

  test.each([
    ["our page without a cookie", { "sec-fetch-site": "same-origin" }],
    ["our page in an old browser", { referer: `${origin}/` }],
    ["our page with a cookie that was tampered with", { "sec-fetch-site": "same-origin", cookie: "sluice_session=a.b.c" }],
    ["a program with a cookie that was tampered with", { cookie: "sluice_session=a.b.c" }],
    ["another site's page", { "sec-fetch-site": "cross-site" }],
  ])("is refused to %s", async (_, headers) => {
    const response = await send("GET", "/api/jobs", { headers });

    await expectProblem(response, 401, "no-session");
    expect(response.headers.has("set-cookie")).toBe(false);
  });

  test("is not needed to learn what can be done", async () => {
    const response = await send("GET", "/api/operations", { headers: { "sec-fetch-site": "same-origin" } });

    expect(operationsResponseSchema.parse(await response.json()).operations.map(({ id }) => id)).toContain("convert");
  });
});

test("a change asked for by another website's page is refused, and nothing is made", async () => {
  const client = createClient();
  const { job } = await make(client);

  await expectProblem(await client("DELETE", `/api/jobs/${job.id}`, undefined, { origin: "https://evil.example" }), 403, "foreign-origin");
  await expectProblem(await client("POST", "/api/jobs", newJob, { "sec-fetch-site": "cross-site" }), 403, "foreign-origin");

  expect(jobsResponseSchema.parse(await (await client("GET", "/api/jobs")).json()).jobs).toHaveLength(1);
});

test("a session's surplus of calls is refused for a moment", async () => {
  const client = createClient();
  // Counted before it is looked at: the cheapest call there is, so that they all fall into one second.
  const callNowhere = () => client("GET", "/api/jobs/nonsense");
  await callNowhere();

  const responses = await Promise.all(Array.from({ length: 1500 }, callNowhere));

  const refused = responses.filter(({ status }) => status === 429);
  const [first] = refused;
  if (!first) throw new Error("No call was refused.");
  expect(responses.length - refused.length).toBeGreaterThanOrEqual(500);
  expect(Number(first.headers.get("retry-after"))).toBeGreaterThan(0);
  await expectProblem(first, 429, "rate-limited");
});
