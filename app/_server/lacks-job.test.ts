import { expect, it } from "vitest";
import { AppError } from "#core/app-error";
import { createJobId } from "#core/jobs/job-id";
import type { Ports } from "#core/ports/ports";
import { lacksJob } from "./lacks-job.ts";

const known = createJobId(new Date());
const workspace = "ws_0123456789abcdefghjkmnpqrs";

function jobs(get: Ports["jobs"]["get"]): Pick<Ports, "jobs"> {
  return { jobs: { get } as Ports["jobs"] };
}

const withJob = jobs(async (of, id) => (of === workspace && id === known ? ({ id } as never) : null));
const ask = (path: string, headers: Record<string, string> = {}, of = workspace) =>
  lacksJob(new Request(`http://localhost:3000${path}`, { headers }), of, withJob);

it("a job's page lacks its job where there is none, where it is another workspace's, and where no job is called so", async () => {
  expect(await ask(`/jobs/${known}?tab=profile`)).toBe(false);
  expect(await ask(`/jobs/${createJobId(new Date())}`)).toBe(true);
  expect(await ask(`/jobs/${known}`, {}, "ws_9999999999abcdefghjkmnpqrs")).toBe(true);
  expect(await ask("/jobs/nowhere")).toBe(true);
});

it("other pages, and data for a page that is open, lack nothing", async () => {
  expect(await ask("/")).toBe(false);
  expect(await ask("/jobs/nowhere", { rsc: "1" })).toBe(false);
});

it("a store that does not answer makes no job a missing one", async () => {
  const away = jobs(async () => {
    throw new AppError("unavailable", "The table does not answer.", { retryable: true });
  });

  expect(await lacksJob(new Request(`http://localhost:3000/jobs/${known}`), workspace, away)).toBe(false);
});
