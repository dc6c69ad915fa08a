import { BatchWriteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWorkspaceId } from "#core/jobs/workspace-id";
import { hashOf } from "#core/messages/message-ids";
import { type LedgerEntry, ledgerPartOf, type MessageDay, type MessageLedger } from "#core/ports/message-ledger";
import { createDocumentClient } from "./dynamo-client.ts";
import { createDynamoMessageLedger } from "./dynamo-message-ledger.ts";
import { access, startTables } from "./testing/local-aws.ts";

let close: () => Promise<void>;
let client: DynamoDBDocumentClient;
let ledger: MessageLedger;
const never = new AbortController().signal;
const patience = { forMs: 0, pollMs: 10 };

beforeAll(async () => {
  const tables = await startTables();
  close = tables.close;
  client = createDocumentClient({ ...access, endpoint: tables.endpoint });
  ledger = createDynamoMessageLedger({ client, table: "ledger", patience });
});
afterAll(() => close());

const newDay = (): MessageDay => ({ workspace: createWorkspaceId(), day: "20261121" });
const at = (seconds: number) => new Date(Date.parse("2026-11-21T10:00:00Z") + seconds * 1000);

function entry(name: string, patch: Partial<LedgerEntry> = {}): LedgerEntry {
  return { id: hashOf(name), revision: 1, type: "customer_message", customer: name, says: "1 2.5", sent: false, job: "job", ...patch };
}

async function readAll(day: MessageDay): Promise<LedgerEntry[]> {
  const all: LedgerEntry[] = [];
  for (let part = 0; part < 16; part++) {
    let cursor: string | undefined;
    do {
      const page = await ledger.read(day, { part, cursor }, never);
      expect(page.entries.every(({ id }) => ledgerPartOf(id) === part)).toBe(true);
      all.push(...page.entries);
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
  return all;
}

describe("a ledger's messages", () => {
  it("come back as they were written, in their revisions, and only to their day and workspace", async () => {
    const day = newDay();
    const error = entry("x", { type: "error_message", customer: null, says: '["items","bad-price","“\u0000” 😀"]' });
    await ledger.write(day, [entry("a"), error], never);
    await ledger.write(day, [entry("a", { revision: 2, says: "0 0" }), entry("a", { sent: true })], never);

    const entries = await readAll(day);

    expect(entries.filter(({ id }) => id === hashOf("a"))).toEqual([entry("a", { sent: true }), entry("a", { revision: 2, says: "0 0" })]);
    expect(entries.filter(({ id }) => id === hashOf("x"))).toEqual([error]);
    expect(await readAll({ ...day, day: "20261122" })).toEqual([]);
    expect(await readAll(newDay())).toEqual([]);
  });

  it("are read on over pages, and keep the order of ten and more revisions", { timeout: 60_000 }, async () => {
    const day = newDay();
    const long = "x".repeat(2_000);
    const revisions = Array.from({ length: 12 }, (_, index) => entry("many", { revision: index + 1 }));
    const others = Array.from({ length: 700 }, (_, index) => entry(`0${index}`, { says: long, id: `0${hashOf(String(index)).slice(1)}` }));
    await ledger.write(day, [...revisions, ...others], never);

    const entries = await readAll(day);

    expect(entries.length).toBe(712);
    expect(entries.filter(({ customer }) => customer === "many").map(({ revision }) => revision)).toEqual(
      revisions.map((one) => one.revision),
    );
    expect((await ledger.read(day, { part: 0 }, never)).cursor).toBeDefined();
  });

  it("are all written although the table turns some away", async () => {
    const day = newDay();
    let calls = 0;
    const busy = { send: undefined } as unknown as DynamoDBDocumentClient;
    busy.send = (async (command: BatchWriteCommand, options: object) => {
      calls++;
      const [[table = "", requests = []] = []] = Object.entries(command.input.RequestItems ?? {});
      if (calls % 3 === 0) throw Object.assign(new Error("Slower"), { name: "ProvisionedThroughputExceededException" });
      const taken = calls % 2 === 0 ? requests.slice(0, 3) : requests;
      await client.send(new BatchWriteCommand({ RequestItems: { [table]: taken } }), options);
      return { UnprocessedItems: taken.length < requests.length ? { [table]: requests.slice(3) } : {} };
    }) as typeof busy.send;
    const entries = Array.from({ length: 200 }, (_, index) => entry(String(index)));

    await createDynamoMessageLedger({ client: busy, table: "ledger", patience }).write(day, entries, never);

    expect((await readAll(day)).length).toBe(200);
    expect(calls).toBeGreaterThan(8);
  });
});

describe("a day", () => {
  it("is held by one job at a time, which may take it again", async () => {
    const day = newDay();

    expect(await ledger.take(day, { job: "1", now: at(0), until: at(60) }, never)).toEqual({ token: 1, lastJob: null, finished: true });
    expect(await ledger.take(day, { job: "2", now: at(30), until: at(90) }, never)).toBeNull();
    expect(await ledger.take({ ...day, day: "20261122" }, { job: "2", now: at(30), until: at(90) }, never)).toMatchObject({ token: 1 });
    expect(await ledger.take(day, { job: "1", now: at(31), until: at(91) }, never)).toMatchObject({ token: 2 });
    expect(await ledger.take(day, { job: "2", now: at(91), until: at(151) }, never)).toMatchObject({ token: 3 });
  });

  it("is lost to whoever holds an older token, and remembers how far the last one came", async () => {
    const day = newDay();
    await ledger.take(day, { job: "1", now: at(0), until: at(60) }, never);
    expect(await ledger.keep(day, { token: 1, until: at(120), lastJob: "1", finished: false })).toBe(true);
    expect(await ledger.take(day, { job: "2", now: at(100), until: at(160) }, never)).toBeNull();

    expect(await ledger.take(day, { job: "2", now: at(120), until: at(180) }, never)).toEqual({ token: 2, lastJob: "1", finished: false });

    expect(await ledger.keep(day, { token: 1, until: at(300) })).toBe(false);
    expect(await ledger.keep(day, { token: 2, until: at(120), finished: true })).toBe(true);
    expect(await ledger.take(day, { job: "3", now: at(120), until: at(180) }, never)).toEqual({ token: 3, lastJob: "1", finished: true });
  });

  it("is waited for", async () => {
    const day = newDay();
    const patient = createDynamoMessageLedger({ client, table: "ledger", patience: { forMs: 10_000, pollMs: 20 } });
    const hold = await ledger.take(day, { job: "1", now: new Date(), until: new Date(Date.now() + 60_000) }, never);

    const waiting = patient.take(day, { job: "2", now: new Date(), until: new Date(Date.now() + 60_000) }, never);
    setTimeout(() => void ledger.keep(day, { token: hold?.token ?? 0, until: new Date() }), 100);

    await expect(waiting).resolves.toMatchObject({ token: 2 });
  });

  it("is taken by one of many that want it at once", async () => {
    const day = newDay();
    const request = { now: at(0), until: at(60) };

    const taken = await Promise.all(Array.from({ length: 10 }, (_, job) => ledger.take(day, { ...request, job: String(job) }, never)));

    expect(taken.filter((hold) => hold !== null)).toHaveLength(1);
  });
});
