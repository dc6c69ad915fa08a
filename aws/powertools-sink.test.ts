import type { Context } from "aws-lambda";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AppError } from "#core/app-error";
import { metrics } from "#core/metrics";
import { createPowertoolsSink } from "./powertools-sink.ts";
import { createProcessObserver } from "./process-observer.ts";

const context = { awsRequestId: "invocation-1", functionName: "sluice-test-RunJob", invokedFunctionArn: "arn" } as Context;
const written: string[] = [];

function createObserver() {
  return createProcessObserver(createPowertoolsSink({ stage: "pr-7" })).begin("RunJob", context);
}

function lines(): Record<string, unknown>[] {
  return written.map((line) => JSON.parse(line));
}

beforeEach(() => {
  written.length = 0;
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((chunk) => written.push(String(chunk)) > 0);
  vi.stubEnv("_X_AMZN_TRACE_ID", "Root=1-65a0-abc;Parent=def;Sampled=1");
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe("a line", () => {
  test("is one object of JSON that names the stage, the function, the invocation, its trace and the facts", () => {
    createObserver().tell({ level: "info", message: "Job running", facts: { job: "01J", attempt: 2, code: undefined } });

    expect(written).toHaveLength(1);
    expect(lines()[0]).toEqual({
      level: "INFO",
      message: "Job running",
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      service: "sluice",
      stage: "pr-7",
      function: "RunJob",
      job: "01J",
      attempt: 2,
      cold_start: false,
      function_request_id: "invocation-1",
      xray_trace_id: "1-65a0-abc",
    });
  });

  test("says what surrounds the work it is told in, and what was added since, apart from work at the same time", async () => {
    const observer = createObserver();
    const work = (id: string) =>
      observer.within({ message_id: id }, async () => {
        observer.add({ job: `job of ${id}` });
        await Promise.resolve();
        observer.tell({ level: "info", message: "Done" });
      });

    await Promise.all([work("a"), work("b")]);
    observer.tell({ level: "info", message: "Outside" });

    expect(lines().map(({ message_id, job }) => [message_id, job])).toEqual([
      ["a", "job of a"],
      ["b", "job of b"],
      [undefined, undefined],
    ]);
  });

  test("holds an error with its stack and causes, and nothing else that the error carries", () => {
    const refused = Object.assign(new Error("refused"), {
      $metadata: { httpStatusCode: 503, requestId: "aws-1", extendedRequestId: "x" },
      $response: { headers: { authorization: "secret" } },
      request: { cookie: "secret" },
    });
    const error = new AppError("unavailable", "Try again.", { retryable: true, cause: new AggregateError([refused], "both") });

    createObserver().tell({ level: "error", message: "Message failed", error });

    expect(written[0]).not.toContain("secret");
    expect(lines()[0]?.error).toEqual({
      name: "AppError",
      message: "Try again.",
      stack: expect.stringContaining("powertools-sink.test"),
      code: "unavailable",
      retryable: true,
      cause: {
        name: "AggregateError",
        message: "both",
        stack: expect.any(String),
        errors: [{ name: "Error", message: "refused", stack: expect.any(String), aws: { status: 503, requestId: "aws-1" } }],
      },
    });
  });
});

describe("figures", () => {
  test("are reported for the stage and once more by each dimension, with the job beside them", () => {
    createObserver().measure(
      { JobsFailed: 1 },
      { by: { operation: "convert", code: "empty-file" }, facts: { workspace: "ws", job: "01J", attempt: 1, status: "failed" } },
    );

    expect(lines()).toEqual([
      {
        _aws: {
          Timestamp: expect.any(Number),
          CloudWatchMetrics: [
            {
              Namespace: "Sluice",
              Dimensions: [["stage"], ["stage", "operation"], ["stage", "code"]],
              Metrics: [{ Name: "JobsFailed", Unit: "Count" }],
            },
          ],
        },
        stage: "pr-7",
        operation: "convert",
        code: "empty-file",
        workspace: "ws",
        job: "01J",
        attempt: "1",
        JobsFailed: 1,
      },
    ]);
  });

  test("of other dimensions get a line of their own, and of many things one with all values", () => {
    const observer = createObserver();

    observer.measure({ QueueAge: [10, 20], NoticesSent: 3, ConnectionsGone: 0 }, { by: { queue: "Notices" } });

    const directives = lines().map(
      ({ _aws }) => (_aws as { CloudWatchMetrics: { Dimensions: string[][] }[] }).CloudWatchMetrics[0]?.Dimensions,
    );
    expect(directives).toEqual([[["stage"], ["stage", "queue"]], [["stage"]]]);
    expect(lines()).toMatchObject([
      { QueueAge: [10, 20], queue: "Notices" },
      { NoticesSent: 3, ConnectionsGone: 0 },
    ]);
  });

  test("keep nothing for the next ones", () => {
    const observer = createObserver();

    observer.measure({ JobsFailed: 1 }, { by: { operation: "convert", code: "stalled" }, facts: { job: "01J" } });
    observer.measure({ JobsStuck: 0 });

    expect(lines()[1]).toEqual({ _aws: expect.anything(), stage: "pr-7", JobsStuck: 0 });
  });

  test("can all be reported", () => {
    const by = { operation: "convert", code: "stalled", queue: "Work" };

    createObserver().measure(Object.fromEntries(Object.keys(metrics).map((name) => [name, 1])), { by });

    expect(Object.keys(Object.assign({}, ...lines()))).toEqual(expect.arrayContaining(Object.keys(metrics)));
  });
});
