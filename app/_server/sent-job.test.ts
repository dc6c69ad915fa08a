import { expect, it } from "vitest";
import { AppError } from "#core/app-error";
import { createJobId } from "#core/jobs/job-id";
import { sampleJob, sampleTime, sampleWorkspace } from "#core/jobs/testing/sample-job";
import type { Ports } from "#core/ports/ports";
import { signSession } from "#core/session/session";
import { readSentJob } from "./sent-job.ts";

const id = createJobId(sampleTime);
const secret = "a secret of at least thirty-two bytes, as it should be";

function desk(get: Ports["jobs"]["get"]) {
  return { ports: { jobs: { get } as Ports["jobs"], now: () => sampleTime }, sessionSecret: secret };
}

const withJob = desk(async (of, asked) => (of === sampleWorkspace && asked === id ? { ...sampleJob("succeeded"), id } : null));

async function ask({ workspace = sampleWorkspace, destination = "document" } = {}): Promise<Headers> {
  const token = await signSession(workspace, { guest: true, secret, seconds: 60, now: sampleTime });
  return new Headers({ cookie: `sluice_session=${token}`, "sec-fetch-dest": destination });
}

it("a document carries the job that it is about", async () => {
  expect(await readSentJob(await ask(), id, withJob)).toMatchObject({ id, status: "succeeded", workspace: sampleWorkspace });
});

it("data for a page that is open carries none", async () => {
  expect(await readSentJob(await ask({ destination: "empty" }), id, withJob)).toBeNull();
});

it("nobody is sent a job that is not theirs, or does not exist", async () => {
  expect(await readSentJob(await ask({ workspace: `ws_${"1".repeat(26)}` }), id, withJob)).toBeNull();
  expect(await readSentJob(new Headers({ "sec-fetch-dest": "document" }), id, withJob)).toBeNull();
  expect(await readSentJob(await ask(), "nowhere", withJob)).toBeNull();
});

it("a store that does not answer leaves the asking to the page", async () => {
  const away = desk(async () => {
    throw new AppError("unavailable", "The table does not answer.", { retryable: true });
  });

  expect(await readSentJob(await ask(), id, away)).toBeNull();
});
