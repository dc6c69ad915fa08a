import { describe, expect, it } from "vitest";
import { AppError } from "../../app-error.ts";
import { toByteSource } from "../../csv/source/byte-source.ts";
import { createMemoryDocuments } from "../../jobs/testing/memory-documents.ts";
import { sampleWorkspace as workspace } from "../../jobs/testing/sample-job.ts";
import type { RecordStore } from "../../ports/record-store.ts";
import { createMemoryRecords } from "../../records/testing/memory-records.ts";
import { load } from "../load.ts";
import type { RunOutcome } from "../operation.ts";
import { RunPostponed } from "../run-postponed.ts";
import type { KeptFiles } from "../run-services.ts";
import { loadParamsSchema } from "./load-params.ts";

const dataset = { workspace, dataset: "records" };
const job = "01kjmdeb80xvkc9yaavacmwayj";
const rows = 6000;
/** Some keys stand in the file twice, far apart; some rows have none. */
const csv = `customer_id,text\r\n${Array.from({ length: rows }, (_, n) => `${n % 500 === 7 ? "" : `K${n % 5000}`},${"x".repeat(400)}${n}`).join("\r\n")}\r\n`;

function createWorld() {
  const files = new Map<string, Uint8Array>();
  const kept: KeptFiles = {
    read: async (name) => files.get(name) ?? null,
    write: async (name, bytes) => void files.set(name, bytes),
  };
  return { documents: createMemoryDocuments(), records: createMemoryRecords(), kept, results: new Map<string, string>() };
}

/** One invocation, whose time is up after so many calls to the table of records. */
async function run(world: ReturnType<typeof createWorld>, attempt: number, calls: number): Promise<RunOutcome> {
  const timeUp = new AbortController();
  let left = calls;
  const spend = () => {
    left -= 1;
    if (left === 0) timeUp.abort(new AppError("unavailable", "The time is up.", { retryable: true }));
  };
  const records: RecordStore = {
    ...world.records,
    async getMany(...args) {
      spend();
      return await world.records.getMany(...args);
    },
    async writeMany(...args) {
      await world.records.writeMany(...args);
      spend();
    },
  };
  const bytes = new TextEncoder().encode(csv);
  return await load.run({
    params: loadParamsSchema.parse({}),
    onBadRow: "reject",
    files: [{ name: "a.csv", size: bytes.length, open: () => toByteSource(inOnePiece(bytes)) }],
    signal: timeUp.signal,
    progress: () => undefined,
    async openOutput(name) {
      const chunks: string[] = [];
      return {
        async write(chunk) {
          chunks.push(new TextDecoder().decode(chunk));
        },
        async close() {
          const text = chunks.join("");
          world.results.set(name, text);
          return { bytes: text.length };
        },
        async abort() {
          chunks.length = 0;
        },
      };
    },
    services: {
      ...{ workspace, job, attempt, now: () => new Date(), leaseSeconds: 0.001, endsBy: new Date() },
      ...{ documents: world.documents, records, kept: () => world.kept, beginApply: async () => undefined },
      ledger: {} as never,
      queue: {} as never,
    },
  });
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

describe("a load for which one invocation has not the time", () => {
  it("goes on in the next ones, in planning and in writing, and ends as if there had been one", { timeout: 60_000 }, async () => {
    const [whole, pieces] = [createWorld(), createWorld()];
    for (const world of [whole, pieces]) {
      const old = Array.from({ length: 50 }, (_, n) => ({ version: 1, job: "j0", row: n, writtenAt: "2026-01-01T00:00:00.000Z", n }));
      await world.documents.put({ workspace, kind: "dataset", id: "records", version: 1, body: known });
      const puts = old.map(({ n, ...origin }) => ({
        put: { ...origin, key: `${`K${n}`.length}:K${n}`, data: { customer_id: `K${n}` }, history: [] },
      }));
      await world.records.writeMany(dataset, puts, new AbortController().signal);
    }
    const expected = await run(whole, 1, 1_000_000);

    const ends: unknown[] = [];
    let outcome: RunOutcome | undefined;
    for (let attempt = 1; !outcome && attempt < 30; attempt++) {
      try {
        outcome = await run(pieces, attempt, 3);
      } catch (error) {
        ends.push(error);
      }
    }

    expect(ends.length).toBeGreaterThan(2);
    expect(ends.every((error) => error instanceof RunPostponed)).toBe(true);
    // The report says how long it took.
    const timed = (results: RunOutcome["results"] = []) =>
      results.map(({ bytes, ...rest }) => (rest.name === "report.json" ? rest : { ...rest, bytes }));
    expect(outcome).toMatchObject({ counts: expected.counts, plan: expected.plan });
    expect(timed(outcome?.results)).toEqual(timed(expected.results));
    expect(expected.plan).toEqual({ create: 4941, update: 49, unchanged: 998, reject: 12 });
    const timeless = (world: ReturnType<typeof createWorld>) => world.records.all(dataset).map(({ writtenAt: _, ...record }) => record);
    expect(timeless(pieces)).toEqual(timeless(whole));
    expect(pieces.results.get("changes.ndjson")).toBe(whole.results.get("changes.ndjson"));
    expect(pieces.results.get("rejects.ndjson")).toBe(whole.results.get("rejects.ndjson"));
  });
});

/** A dataset that was loaded into before, so that keys are looked up. */
const known = {
  ...{ fence: 1, holder: null, writers: [], records: 50, columns: [], keyColumns: [], lastJob: "j0" },
  updatedAt: "2026-01-01T00:00:00.000Z",
};
