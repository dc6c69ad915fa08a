import { expect, test } from "vitest";
import { AppError, errorCodes } from "../app-error.ts";
import { toProblem } from "./problem.ts";
import { problemSchema } from "./requests.ts";
import { TransportError, transportCodes } from "./transport-error.ts";

test.each([...errorCodes, ...transportCodes])("%s is a problem with a status, a title and its own code", (code) => {
  const { problem } = toProblem(new TransportError(code, "What happened, and what to do."), "r-1");

  expect(problemSchema.parse(problem)).toMatchObject({ code, detail: "What happened, and what to do." });
  expect(problem.status).toBeGreaterThanOrEqual(400);
  expect(problem.status).toBeLessThan(600);
});

test("a bug shows the request's id and nothing of itself", () => {
  const { problem } = toProblem(new TypeError("Cannot read properties of undefined (reading 'secretTable')"), "r-42");

  expect(problem).toMatchObject({ status: 500, code: "internal" });
  expect(problem.detail).toContain("r-42");
  expect(JSON.stringify(problem)).not.toContain("secretTable");
});

test("a passing failure says when to try again", () => {
  const { problem, headers } = toProblem(new AppError("unavailable", "The queue does not answer.", { retryable: true }), "r-1");

  expect(problem.status).toBe(503);
  expect(Number(headers["retry-after"])).toBeGreaterThan(0);
});
