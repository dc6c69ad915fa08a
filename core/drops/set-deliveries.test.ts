import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acceptUpload, type UploadedObject } from "../jobs/accept-upload.ts";
import { createMemoryPorts, type MemoryPorts } from "../jobs/testing/memory-ports.ts";
import { later, sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import type { DropSet } from "./drop-set.ts";
import { sweepDocuments } from "./sweep-documents.ts";
import { drop, makeRule } from "./testing/dropped-files.ts";

const left = "left_20260301.csv";
const right = "right_20260301.csv";
const jobs = (world: MemoryPorts) => world.jobs.all().sort((a, b) => (a.id < b.id ? -1 : 1));
const versionsOf = (files: readonly { versionId?: string }[] = []) => files.map(({ versionId }) => versionId);

/** What is the same however the world was told: the files that the last delivery runs, and that nothing is left to be made. */
async function outcomeOf(from: MemoryPorts) {
  const { documents } = await from.documents.list(workspace, "set", { limit: 10 });
  const [set] = documents.map(({ body }) => body as DropSet);
  const last = jobs(from).at(-1);
  const live = jobs(from).filter(({ status }) => status === "queued");
  return { files: versionsOf(last?.files), live: live.length, made: set?.runs.at(-1)?.made, job: set?.runs.at(-1)?.job === last?.id };
}

describe("deliveries", () => {
  it("in any order, any number of times and at the same moment come to the same last run", async () => {
    const names = fc.constantFrom(left, right, `other/${left}`);
    const deliveries = fc.array(names, { minLength: 1, maxLength: 5 }).chain((extra) =>
      fc.record({
        names: fc.constant([left, right, ...extra]),
        order: fc.infiniteStream(fc.nat()),
        together: fc.boolean(),
        twice: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ names: dropped, order, together, twice }) => {
        const [straight, shuffled] = [createMemoryPorts(), createMemoryPorts()];
        const told: UploadedObject[] = [];
        for (const each of [straight, shuffled]) {
          await makeRule(each);
          told.splice(0);
          for (const [second, name] of dropped.entries()) {
            each.time.now = later(second);
            told.push({ ...drop(each, name), sequencer: second.toString(16).padStart(4, "0") });
          }
        }
        for (const object of told) await acceptUpload(straight, object);
        const stream = order[Symbol.iterator]();
        const mixed = (twice ? [...told, ...told] : [...told])
          .map((object) => ({ object, place: Number(stream.next().value) }))
          .sort((a, b) => a.place - b.place)
          .map(({ object }) => object);

        if (together) await Promise.all(mixed.map((object) => acceptUpload(shuffled, object)));
        else for (const object of mixed) await acceptUpload(shuffled, object);
        shuffled.time.now = later(1000);
        await sweepDocuments(shuffled);

        expect(await outcomeOf(shuffled)).toEqual(await outcomeOf(straight));
        expect(await outcomeOf(shuffled)).toMatchObject({ live: 1, made: true, job: true });
      }),
      { numRuns: 60 },
    );
  });
});
