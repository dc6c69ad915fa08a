import { expect, it } from "vitest";
import { AppError } from "#core/app-error";
import { createJobId } from "#core/jobs/job-id";
import { sampleJob, sampleSettings, sampleTime, sampleWorkspace } from "#core/jobs/testing/sample-job";
import type { Ports } from "#core/ports/ports";
import { signSession } from "#core/session/session";
import { readSentJob } from "./sent-job.ts";

const id = createJobId(sampleTime);
const secret = "a secret of at least thirty-two bytes, as it should be";

function desk(get: Ports["jobs"]["get"], guests = true) {
  const settings = { ...sampleSettings, guests };
  return { ports: { jobs: { get } as Ports["jobs"], now: () => sampleTime, settings }, sessionSecret: secret };
}

const getIt: Ports["jobs"]["get"] = async (of, asked) =>
  of === sampleWorkspace && asked === id ? { ...sampleJob("succeeded"), id } : null;

const withJob = desk(getIt);

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

it("a guest of former days is sent nothing where guests are not let in any more", async () => {
  expect(await readSentJob(await ask(), id, desk(getIt, false))).toBeNull();
});

it("a store that does not answer leaves the asking to the page", async () => {
  const away = desk(async () => {
    throw new AppError("unavailable", "The table does not answer.", { retryable: true });
  });

  expect(await readSentJob(await ask(), id, away)).toBeNull();
});
