import { expect, it } from "vitest";
import { changeJob } from "./change-job.ts";
import { createMemoryPorts } from "./testing/memory-ports.ts";
import { sampleFile, sampleJob } from "./testing/sample-job.ts";

it("every file of a job is taken in when all of them arrive in one moment", async () => {
  const ports = createMemoryPorts();
  const files = Array.from({ length: 50 }, (_, n) => sampleFile({ n }));
  const job = sampleJob("awaiting-upload", { files });
  await ports.jobs.insert(job);
  const arrived = { etag: '"e"', size: 12, sequencer: "0A", arrivedAt: job.createdAt, metadataAgrees: true, othersExist: true };

  await Promise.all(files.map(({ n }) => changeJob(ports, job, { type: "file-arrived", file: { ...arrived, n, versionId: `v${n}` } })));

  expect(await ports.jobs.get(job.workspace, job.id)).toMatchObject({
    status: "queued",
    files: files.map(({ n }) => ({ versionId: `v${n}` })),
  });
});
