import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DynamoDBClient,
  ProvisionedThroughputExceededException,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DatasetRef, StoredRecord } from "#core/ports/record-store";
import { toKey } from "#core/records/record-key";
import { maxRecordBytes, recordBytes } from "#core/records/record-size";
import { clientOptions } from "./client-options.ts";
import { createDynamoRecordStore } from "./dynamo-record-store.ts";
import { access, startTables } from "./testing/local-aws.ts";

let tables: Awaited<ReturnType<typeof startTables>>;
let client: DynamoDBClient;
const { signal } = new AbortController();
let count = 0;

beforeAll(async () => {
  tables = await startTables();
  client = new DynamoDBClient({ ...clientOptions, ...access, endpoint: tables.endpoint });
});
afterAll(async () => {
  client.destroy();
  await tables.close();
});

function newDataset(): DatasetRef {
  count += 1;
  return { workspace: `ws_${"0".repeat(26)}`, dataset: `set_${count}` };
}

function record(id: string, patch: Partial<StoredRecord> = {}): StoredRecord {
  const origin = { version: 1, job: "j1", row: 1, writtenAt: "2026-03-01T10:00:00.000Z" };
  return { key: toKey([id]), ...origin, data: { customer_id: id }, history: [], ...patch };
}

function put(records: readonly StoredRecord[]) {
  return records.map((one) => ({ put: one }));
}

/** The client, with answers in which DynamoDB leaves something undone, or refuses the call, before it is asked at all. */
function busyClient(refuse: (call: number) => "all" | "half" | "throttle" | null) {
  const calls: string[] = [];
  const send = async (command: BatchGetItemCommand | BatchWriteItemCommand, options?: object): Promise<unknown> => {
    calls.push(command.constructor.name);
    const how = refuse(calls.length);
    if (how === "throttle") throw new ProvisionedThroughputExceededException({ message: "Too much.", $metadata: {} });
    if (how === null) return await client.send(command as BatchWriteItemCommand, options);
    return command instanceof BatchGetItemCommand ? await getSome(command, how) : await writeSome(command as BatchWriteItemCommand, how);
  };
  return { client: { send } as unknown as Pick<DynamoDBClient, "send">, calls };
}

async function writeSome(command: BatchWriteItemCommand, how: "all" | "half") {
  const requests = command.input.RequestItems?.records ?? [];
  const done = how === "all" ? [] : requests.slice(0, Math.ceil(requests.length / 2));
  if (done.length > 0) await client.send(new BatchWriteItemCommand({ RequestItems: { records: done } }));
  return { UnprocessedItems: { records: requests.slice(done.length) } };
}

async function getSome(command: BatchGetItemCommand, how: "all" | "half") {
  const request = command.input.RequestItems?.records;
  const keys = request?.Keys ?? [];
  const done = how === "all" ? [] : keys.slice(0, Math.ceil(keys.length / 2));
  const rest = { records: { ConsistentRead: true, Keys: keys.slice(done.length) } };
  if (done.length === 0) return { UnprocessedKeys: rest };
  const answer = await client.send(new BatchGetItemCommand({ RequestItems: { records: { ...request, Keys: done } } }));
  return { ...answer, UnprocessedKeys: rest };
}

const store = () => createDynamoRecordStore({ client, table: "records" });

describe("records in DynamoDB", () => {
  it("come back as they were written, whatever their columns are called", async () => {
    const ref = newDataset();
    const data = Object.fromEntries([
      ["customer_id", "C1"],
      ["__proto__", "1"],
      ["\\__proto__", "2"],
      ["", "3"],
      ["pk", ""],
      ["n", { number: "12345678901234567890123456789012345678" }],
      ["small", { number: "-0.00000000000000000000000000000000012" }],
    ]);
    const history = [{ version: 1, job: "j0", row: 7, writtenAt: "2026-01-01T00:00:00.000Z" }];
    const one = record("C1", { version: 2, data, history });

    await store().writeMany(ref, put([one]), signal);
    const found = await store().getMany(ref, [one.key, toKey(["C2"])], signal);

    expect([...found.keys()]).toEqual([one.key]);
    const { small, ...rest } = found.get(one.key)?.data ?? {};
    expect(Object.entries(rest).sort()).toEqual(
      Object.entries(data)
        .filter(([name]) => name !== "small")
        .sort(),
    );
    expect(small).toEqual({ number: "-1.2E-34" });
    expect(found.get(one.key)).toMatchObject({ version: 2, history });
  });

  it("take a key of 1,900 bytes and a record of 400 KB", async () => {
    const ref = newDataset();
    const long = record("é".repeat(947));
    const bare = recordBytes(ref, { ...record("C1"), data: { customer_id: "C1", text: "" } });
    const large = record("C1", { data: { customer_id: "C1", text: "x".repeat(maxRecordBytes - bare) } });

    await store().writeMany(ref, put([long, large]), signal);

    expect((await store().getMany(ref, [long.key, large.key], signal)).size).toBe(2);
  });

  it("are listed in the order of their keys, by prefix, page by page, and only their own dataset's", async () => {
    const [ref, other] = [newDataset(), newDataset()];
    const ids = Array.from({ length: 60 }, (_, n) => `C${String(n).padStart(3, "0")}`);
    await store().writeMany(ref, put([...ids, "a", "é", "\u{1f600}", "D1"].map((id) => record(id))), signal);
    await store().writeMany(other, put([record("C001")]), signal);

    const first = await store().list(ref, { prefix: "C0", limit: 25 }, signal);
    const second = await store().list(ref, { prefix: "C0", after: "C024", limit: 50 }, signal);
    const all = await store().list(ref, { prefix: "", limit: 100 }, signal);

    expect([...first, ...second]).toEqual(ids.map((id) => toKey([id])));
    expect(all.slice(60)).toEqual(["D1", "a", "é", "\u{1f600}"].map((id) => toKey([id])));
    expect(await store().list(other, { prefix: "", limit: 10 }, signal)).toEqual([toKey(["C001"])]);
  });

  it("are removed", async () => {
    const ref = newDataset();
    await store().writeMany(ref, put([record("C1"), record("C2")]), signal);

    await store().writeMany(ref, [{ remove: toKey(["C1"]) }], signal);

    expect(await store().list(ref, { prefix: "", limit: 10 }, signal)).toEqual([toKey(["C2"])]);
  });

  it("take 10 calls to read and 40 to write for 1,000 of them", async () => {
    const ref = newDataset();
    const busy = busyClient(() => null);
    const counted = createDynamoRecordStore({ client: busy.client, table: "records" });
    const records = Array.from({ length: 1000 }, (_, n) => record(`C${n}`));

    await counted.writeMany(ref, put(records), signal);
    const found = await counted.getMany(
      ref,
      records.map(({ key }) => key),
      signal,
    );

    expect(found.size).toBe(1000);
    expect(busy.calls.filter((name) => name === "BatchWriteItemCommand")).toHaveLength(40);
    expect(busy.calls.filter((name) => name === "BatchGetItemCommand")).toHaveLength(10);
  });
});

describe("a table that does not keep up", () => {
  it("is asked again for what it left undone, until all is done, once", async () => {
    const ref = newDataset();
    const busy = busyClient((call) => (call % 4 === 1 ? "half" : call % 4 === 2 ? "all" : call % 7 === 0 ? "throttle" : null));
    const throttled = createDynamoRecordStore({ client: busy.client, table: "records" });
    const records = Array.from({ length: 300 }, (_, n) => record(`C${n}`, { row: n }));
    const keys = records.map(({ key }) => key);

    await throttled.writeMany(ref, put(records), signal);
    const found = await throttled.getMany(ref, keys, signal);

    expect(found.size).toBe(300);
    expect(keys.map((key) => found.get(key)?.row)).toEqual(records.map(({ row }) => row));
  });

  it("makes a run give up, to be tried again, when it never takes anything", { timeout: 60_000 }, async () => {
    const busy = busyClient(() => "all");
    const stuck = createDynamoRecordStore({ client: busy.client, table: "records" });

    const writing = stuck.writeMany(newDataset(), put([record("C1")]), signal);

    await expect(writing).rejects.toMatchObject({ code: "unavailable", retryable: true });
  });

  it("is left alone as soon as the run is stopped", async () => {
    const stop = new AbortController();
    const busy = busyClient((call) => {
      if (call === 3) stop.abort(new Error("stopped"));
      return call > 3 ? null : "all";
    });
    const stopped = createDynamoRecordStore({ client: busy.client, table: "records" });
    const records = Array.from({ length: 1000 }, (_, n) => record(`C${n}`));

    await expect(stopped.writeMany(newDataset(), put(records), stop.signal)).rejects.toThrow();

    expect(busy.calls.length).toBeLessThan(12);
  });
});
