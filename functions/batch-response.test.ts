import type { SQSRecord } from "aws-lambda";
import { expect, it } from "vitest";
import { createHeardObserver } from "#aws/testing/heard-observer";
import { AppError } from "#core/app-error";
import { toBatchResponse } from "./batch-response.ts";
import { toSocketResponse } from "./socket-response.ts";

const socket = { requestContext: { connectionId: "c-1" } };

function toRecords(...bodies: string[]): SQSRecord[] {
  return bodies.map((body) => toRecord(body, 1));
}

function toRecord(body: string, receiveCount: number, AWSTraceHeader = "Root=1-a-b;Sampled=0"): SQSRecord {
  const SentTimestamp = String(Date.now() - 5_000);
  return {
    messageId: `id of ${body}`,
    body,
    attributes: { ApproximateReceiveCount: String(receiveCount), SentTimestamp, AWSTraceHeader },
  } as SQSRecord;
}

it("a batch gives back what a repetition may mend and what nobody expected, acknowledges the rest, and says all of it", async () => {
  const { observer, told, measured } = createHeardObserver();
  const failures: Record<string, unknown> = {
    outage: new AppError("unavailable", "Out.", { retryable: true }),
    poison: new AppError("not-found", "There is no such job."),
    bug: new TypeError("a bug"),
  };

  const records = toRecords("fine", "outage", "poison", "bug");
  const response = await toBatchResponse({ queue: "Work", records, observer }, async ({ body }) => {
    observer.add({ job: `job of ${body}` });
    if (failures[body]) throw failures[body];
  });

  expect(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(["id of outage", "id of bug"]);
  expect(told.map(({ level, message, error }) => [level, message, error])).toEqual([
    ["warn", "Message comes again", failures.outage],
    ["warn", "Message dropped", failures.poison],
    ["error", "Message failed", failures.bug],
  ]);
  expect(told[2]?.facts).toMatchObject({
    queue: "Work",
    message_id: "id of bug",
    receive_count: 1,
    sender_trace_id: "1-a-b",
    job: "job of bug",
  });
  expect(measured).toContainEqual({ figures: { MessagesReturned: 2 }, by: { queue: "Work" } });
});

it("how long a message waited is measured when it first comes, not when it comes again", async () => {
  const { observer, measured } = createHeardObserver();

  const records = [toRecord("first", 1), toRecord("again", 2)];
  await toBatchResponse({ queue: "Work", records, observer }, async () => undefined);

  expect(measured).toEqual([
    { figures: { QueueAge: [expect.toSatisfy((ms: number) => ms >= 5_000 && ms < 15_000)] }, by: { queue: "Work" } },
  ]);
});

it.each([
  [new AppError("invalid-ticket", "No."), 401, "Socket refused"],
  [new AppError("invalid-request", "No."), 400, "Socket refused"],
  [new AppError("unavailable", "Later.", { retryable: true }), 503, "Socket failed"],
])("a socket that meets %s is answered %i, and the log says so", async (error, statusCode, message) => {
  const { observer, told } = createHeardObserver();

  expect(await toSocketResponse(observer, socket, () => Promise.reject(error))).toEqual({ statusCode });

  expect(told).toMatchObject([{ message, facts: { connection: "c-1", code: error.code } }]);
});

it("a socket function that meets a bug lets it rise", async () => {
  const { observer } = createHeardObserver();

  await expect(toSocketResponse(observer, socket, () => Promise.reject(new TypeError("a bug")))).rejects.toThrow("a bug");
});
