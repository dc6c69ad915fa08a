import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AppError } from "#core/app-error";
import { answer } from "./answer.ts";

const request = new Request("http://localhost:3000/api/jobs?token=secret", { headers: { host: "localhost:3000" } });

/** Every line that went to the log. */
function logged(): unknown[] {
  return vi.mocked(console.error).mock.calls.map(([line]) => JSON.parse(String(line)));
}

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

test("a bug is logged once, with its stack and cause, and shown as a request id only", async () => {
  const bug = new TypeError("reading 'secretTable'", { cause: new Error("the table is gone") });

  const response = await answer(request, () => Promise.reject(bug));

  const requestId = response.headers.get("x-request-id");
  const body = await response.text();
  expect(response.status).toBe(500);
  expect(body).toContain(requestId);
  expect(body).not.toMatch(/secretTable|answer\.test/);
  expect(logged()).toEqual([
    expect.objectContaining({
      requestId,
      path: "/api/jobs",
      error: expect.objectContaining({
        message: "reading 'secretTable'",
        stack: expect.stringContaining("answer.test"),
        cause: expect.objectContaining({ message: "the table is gone" }),
      }),
    }),
  ]);
});

test("what the caller did wrong is answered and not logged", async () => {
  const response = await answer(request, () => Promise.reject(new AppError("wrong-state", "This job has ended.")));

  expect(response.status).toBe(409);
  expect(logged()).toEqual([]);
});

test("a refusal keeps the session that the call was given", async () => {
  const response = await answer(request, async (headers) => {
    headers.set("set-cookie", "sluice_session=t");
    throw new AppError("not-found", "There is no such job.");
  });

  expect(response.headers.get("set-cookie")).toBe("sluice_session=t");
});
