import type { SQSRecord } from "aws-lambda";
import { afterEach, expect, it, vi } from "vitest";
import { AppError } from "#core/app-error";
import { toBatchResponse } from "./batch-response.ts";
import { toSocketResponse } from "./socket-response.ts";

afterEach(() => vi.restoreAllMocks());

function toRecords(...bodies: string[]): SQSRecord[] {
  return bodies.map((body) => ({ messageId: `id of ${body}`, body }) as SQSRecord);
}

it("a batch gives back what a repetition may mend and what nobody expected, and acknowledges the rest", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue(undefined);
  const bug = new TypeError("a bug");
  const failures: Record<string, unknown> = {
    outage: new AppError("unavailable", "Out.", { retryable: true }),
    poison: new AppError("not-found", "There is no such job."),
    bug,
  };

  const response = await toBatchResponse(toRecords("fine", "outage", "poison", "bug"), async ({ body }) => {
    if (failures[body]) throw failures[body];
  });

  expect(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(["id of outage", "id of bug"]);
  expect(log.mock.calls).toEqual([[bug]]);
});

it.each([
  [new AppError("invalid-ticket", "No."), 401],
  [new AppError("invalid-request", "No."), 400],
  [new AppError("unavailable", "Later.", { retryable: true }), 503],
])("a socket that meets %s is answered %i", async (error, statusCode) => {
  expect(await toSocketResponse(Promise.reject(error))).toEqual({ statusCode });
});

it("a socket function that meets a bug lets it rise", async () => {
  await expect(toSocketResponse(Promise.reject(new TypeError("a bug")))).rejects.toThrow("a bug");
});
