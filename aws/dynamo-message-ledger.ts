import { setTimeout as sleep } from "node:timers/promises";
import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { type HoldRequest, type LedgerEntry, ledgerPartOf, type MessageDay, type MessageLedger } from "#core/ports/message-ledger";
import { createAdaptiveCalls } from "./adaptive-calls.ts";
import { batchesOf } from "./batches-of.ts";
import { callAws, holds } from "./expected-errors.ts";

/** A day's messages are known for so long; a day that is delivered again later is sent as if it were new. */
const keptDays = 400;
/** DynamoDB's own limit of a BatchWriteItem call. */
const itemsPerWrite = 25;
const mostWritesAtOnce = 32;
/** How long a run waits for another one's day before it says that it is held: longer than a lease, shorter than a function's time. */
const patienceMs = 300_000;
const pollMs = 1_000;

interface LedgerTable {
  client: DynamoDBDocumentClient;
  table: string;
  patience?: { forMs: number; pollMs: number };
}

type Requests = NonNullable<BatchWriteCommandInput["RequestItems"]>[string];

/** One item a message and revision, those of a day in parts that DynamoDB may spread; one item beside them says who holds the day. */
export function createDynamoMessageLedger(options: LedgerTable): MessageLedger {
  const { client, table, patience = { forMs: patienceMs, pollMs } } = options;
  const calls = createAdaptiveCalls({ most: mostWritesAtOnce });

  return {
    async take(day, request, signal) {
      const giveUpAt = Date.now() + patience.forMs;
      for (let late = 0; ; ) {
        const held = await tryToTake(options, day, { ...request, ...later(request, late) });
        if (held || Date.now() >= giveUpAt) return held;
        const before = Date.now();
        await sleep(patience.pollMs, undefined, { signal });
        late += Date.now() - before;
      }
    },

    async keep(day, { token, until, lastJob, finished }) {
      const set = { heldUntil: until.getTime(), ...(lastJob !== undefined && { lastJob }), ...(finished !== undefined && { finished }) };
      const names = Object.keys(set);
      const command = new UpdateCommand({
        TableName: table,
        Key: holdKey(day),
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}`,
        ConditionExpression: "#token = :token",
        ExpressionAttributeNames: { "#token": "token", ...Object.fromEntries(names.map((name) => [`#${name}`, name])) },
        ExpressionAttributeValues: {
          ":token": token,
          ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
        },
      });
      return await holds(() => client.send(command));
    },

    async read(day, { part, cursor }, signal) {
      const pk = partKey(day, part);
      const command = new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
        ExclusiveStartKey: cursor === undefined ? undefined : { pk, sk: cursor },
      });
      const { Items = [], LastEvaluatedKey } = await callAws(() => client.send(command, { abortSignal: signal }));
      const entries = Items.map(fromItem);
      return LastEvaluatedKey ? { entries, cursor: String(LastEvaluatedKey.sk) } : { entries };
    },

    async write(day, entries, signal) {
      const expiresAt = Math.floor(Date.now() / 1000) + keptDays * 86_400;
      const requests: Requests = entries.map((entry) => ({ PutRequest: { Item: { ...toItem(day, entry), expiresAt } } }));
      const send = async (batch: Requests) => {
        const command = new BatchWriteCommand({ RequestItems: { [table]: batch } });
        const { UnprocessedItems } = await client.send(command, { abortSignal: signal });
        return UnprocessedItems?.[table] ?? [];
      };
      await calls.sendAll(batchesOf(requests, itemsPerWrite), (batch) => send([...batch]), signal);
    },
  };
}

async function tryToTake({ client, table }: LedgerTable, day: MessageDay, { job, now, until }: HoldRequest) {
  const read = new GetCommand({ TableName: table, Key: holdKey(day), ConsistentRead: true });
  const { Item: held } = await callAws(() => client.send(read));
  if (held && held.holder !== job && Number(held.heldUntil) > now.getTime()) return null;
  const token = Number(held?.token ?? 0) + 1;
  const { lastJob, finished = true } = held ?? {};
  const Item = {
    ...holdKey(day),
    ...{ token, holder: job, heldUntil: until.getTime(), finished },
    ...(lastJob !== undefined && { lastJob }),
    expiresAt: Math.floor(now.getTime() / 1000) + keptDays * 86_400,
  };
  const condition = held
    ? {
        ConditionExpression: "#token = :token",
        ExpressionAttributeNames: { "#token": "token" },
        ExpressionAttributeValues: { ":token": held.token },
      }
    : { ConditionExpression: "attribute_not_exists(pk)" };
  if (!(await holds(() => client.send(new PutCommand({ TableName: table, Item, ...condition }))))) return null;
  return { token, lastJob: lastJob === undefined ? null : String(lastJob), finished: Boolean(finished) };
}

function later({ now, until }: HoldRequest, ms: number): Pick<HoldRequest, "now" | "until"> {
  return { now: new Date(now.getTime() + ms), until: new Date(until.getTime() + ms) };
}

function holdKey({ workspace, day }: MessageDay) {
  return { pk: `${workspace}#${day}`, sk: "hold" };
}

function partKey({ workspace, day }: MessageDay, part: number): string {
  return `${workspace}#${day}#${part.toString(16)}`;
}

function toItem(day: MessageDay, { id, revision, customer, ...entry }: LedgerEntry): Record<string, unknown> {
  return {
    pk: partKey(day, ledgerPartOf(id)),
    sk: `${id}#${String(revision).padStart(8, "0")}`,
    ...entry,
    ...(customer !== null && { customer }),
  };
}

function fromItem({ sk, type, customer, says, sent, job }: Record<string, unknown>): LedgerEntry {
  const [id = "", revision] = String(sk).split("#");
  return {
    id,
    revision: Number(revision),
    type: type === "customer_message" ? "customer_message" : "error_message",
    customer: customer === undefined ? null : String(customer),
    says: String(says),
    sent: sent === true,
    job: String(job),
  };
}
