import { beforeEach, expect, test, vi } from "vitest";
import { AppError } from "#core/app-error";
import { answer } from "./answer.ts";

const heard = await vi.hoisted(async () => (await import("#aws/testing/heard-observer")).createHeardObserver());
vi.mock("#aws/observer", () => ({ observer: () => heard.observer }));

const request = new Request("http://localhost:3000/api/jobs?token=secret", {
  headers: { host: "localhost:3000", cookie: "sluice_session=t" },
});

beforeEach(() => {
  heard.told.length = 0;
  heard.measured.length = 0;
});

test("a bug is logged once, whole, and shown as a request id only", async () => {
  const bug = new TypeError("reading 'secretTable'", { cause: new Error("the table is gone") });

  const response = await answer(request, () => Promise.reject(bug));

  const requestId = response.headers.get("x-request-id");
  const body = await response.text();
  expect(response.status).toBe(500);
  expect(body).toContain(requestId);
  expect(body).not.toMatch(/secretTable|answer\.test/);
  expect(heard.told.filter(({ error }) => error !== undefined)).toEqual([
    { level: "error", message: "Call failed", error: bug, facts: expect.objectContaining({ request_id: requestId, code: "internal" }) },
  ]);
  expect(heard.measured).toEqual([{ figures: { RequestsFailed: 1 } }]);
});

test("what the caller did wrong is answered, and its line says the code", async () => {
  const response = await answer(request, () => Promise.reject(new AppError("wrong-state", "This job has ended.")));

  expect(response.status).toBe(409);
  expect(heard.told).toMatchObject([
    { level: "info", message: "Call answered", facts: { method: "GET", http_status: 409, code: "wrong-state" } },
  ]);
  expect(heard.measured).toEqual([]);
});

test("no line holds the address or the cookie of the call", async () => {
  await answer(request, async () => Response.json({}));

  expect(heard.told).toHaveLength(1);
  expect(JSON.stringify(heard.told)).not.toMatch(/secret|sluice_session/);
});

test("a refusal keeps the session that the call was given", async () => {
  const response = await answer(request, async (headers) => {
    headers.set("set-cookie", "sluice_session=t");
    throw new AppError("not-found", "There is no such job.");
  });

  expect(response.headers.get("set-cookie")).toBe("sluice_session=t");
});
