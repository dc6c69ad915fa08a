import { expect, test } from "vitest";
import { toLogLine } from "./log-line.ts";

const now = new Date("2026-03-01T10:00:00.000Z");
const line = {
  level: "INFO",
  message: "Job succeeded",
  timestamp: "2026-03-01T10:00:01.234Z",
  service: "sluice",
  stage: "local",
  function: "RunJob",
  job: "01JOB",
  rows_in: 3,
  function_request_id: "r",
};

test("the product's lines are kept as they are and read as words", () => {
  const text = JSON.stringify(line);

  expect(toLogLine(text, now)).toEqual({ kept: text, readable: "10:00:01.234 info RunJob 01JOB Job succeeded rows_in=3" });
});

test("an error is read with its stack and its causes", () => {
  const error = { name: "A", message: "a", stack: "A: a\n    at x.ts:1", cause: { stack: "B: b\n    at y.ts:2" } };

  const { readable } = toLogLine(
    JSON.stringify({ ...line, level: "ERROR", message: "Message failed", job: undefined, rows_in: undefined, error }),
    now,
  );

  expect(readable).toBe("10:00:01.234 error RunJob Message failed\n  A: a\n      at x.ts:1\n  caused by B: b\n      at y.ts:2");
});

test("what Lambda's runtime says of a failed invocation is read like any other failure", () => {
  const message = { errorType: "TypeError", errorMessage: "no", stackTrace: ["TypeError: no", "    at x.ts:1"] };
  const text = JSON.stringify({ timestamp: line.timestamp, level: "ERROR", requestId: "r", message });

  expect(toLogLine(text, now).readable).toBe("10:00:01.234 error Invocation failed\n  TypeError: no\n      at x.ts:1");
});

test("metrics are kept, and not read", () => {
  const text = JSON.stringify({ _aws: { Timestamp: 1 }, JobsSucceeded: 1 });

  expect(toLogLine(text, now)).toEqual({ kept: text, readable: null });
});

test.each(["Ready in 300 ms", "{ not: json }", "{"])("words are kept with the time: %s", (text) => {
  expect(toLogLine(text, now)).toEqual({ kept: `2026-03-01T10:00:00.000Z ${text}`, readable: text });
});
