import { BatchGetItemCommand, BatchWriteItemCommand, type DynamoDBClient, QueryCommand, type WriteRequest } from "@aws-sdk/client-dynamodb";
import { type DatasetRef, keysPerLookUp, type RecordChange, type RecordStore, type StoredRecord } from "#core/ports/record-store";
import { comparePlaces } from "#core/records/record-key";
import { createAdaptiveCalls } from "./adaptive-calls.ts";
import { batchesOf } from "./batches-of.ts";
import { callAws } from "./expected-errors.ts";
import { fromRecordItem, type RecordItem, recordKey, shelfOf, shelves, toRecordItem } from "./record-item.ts";

/** DynamoDB's own bound of a batch, as `keysPerLookUp` is. */
const itemsPerWrite = 25;
const mostCallsAtOnce = 24;
/** In the order of UTF-8 nothing comes behind it. */
const last = "\u{10ffff}";

interface RecordTable {
  client: Pick<DynamoDBClient, "send">;
  table: string;
}

/** Records in one table. Batches are as large as they may be; how many go at a time follows from how they are answered. */
export function createDynamoRecordStore({ client, table }: RecordTable): RecordStore {
  const calls = createAdaptiveCalls({ most: mostCallsAtOnce });

  return {
    async getMany(ref, keys, signal) {
      const found = new Map<string, StoredRecord>();
      const send = async (Keys: readonly RecordItem[]) => {
        signal.throwIfAborted();
        const command = new BatchGetItemCommand({ RequestItems: { [table]: { Keys: [...Keys], ConsistentRead: true } } });
        const { Responses, UnprocessedKeys } = await client.send(command, { abortSignal: signal });
        for (const item of Responses?.[table] ?? []) {
          const record = fromRecordItem(ref, item);
          found.set(record.key, record);
        }
        return UnprocessedKeys?.[table]?.Keys ?? [];
      };
      const batches = batchesOf(
        keys.map((key) => recordKey(ref, key)),
        keysPerLookUp,
      );
      await calls.sendAll(batches, send, signal);
      return found;
    },

    async writeMany(ref, changes, signal) {
      const send = async (requests: readonly WriteRequest[]) => {
        signal.throwIfAborted();
        // Without the signal: a write that was given up half-way might still be carried out later.
        const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: [...requests] } }));
        return UnprocessedItems?.[table] ?? [];
      };
      await calls.sendAll(toRequests(ref, changes), send, signal);
    },

    async list(ref, { prefix, after, limit }, signal) {
      const low = after === undefined ? prefix : `${after}\0`;
      const high = prefix + last;
      if (comparePlaces(low, high) > 0) return [];
      const range = { ":low": { S: low }, ":high": { S: high } };
      const found = await Promise.all(
        shelves.map(async (shelf) => {
          const command = new QueryCommand({
            TableName: table,
            IndexName: "shelves",
            KeyConditionExpression: "shelf = :shelf AND place BETWEEN :low AND :high",
            ExpressionAttributeValues: { ":shelf": { S: shelfOf(ref, shelf) }, ...range },
            Limit: limit,
          });
          // Keys only: what is asked for is less than the megabyte after which a page ends, however long they are.
          const { Items = [] } = await callAws(() => client.send(command, { abortSignal: signal }));
          return Items;
        }),
      );
      return found
        .flat()
        .sort((a, b) => comparePlaces(a.place?.S ?? "", b.place?.S ?? ""))
        .slice(0, limit)
        .map((item) => fromRecordItem(ref, item).key);
    },
  };
}

/** One batch after the other, made when it is wanted. */
function* toRequests(ref: DatasetRef, changes: readonly RecordChange[]): Generator<WriteRequest[]> {
  for (const batch of batchesOf(changes, itemsPerWrite)) {
    yield batch.map((change) =>
      "put" in change ? { PutRequest: { Item: toRecordItem(ref, change.put) } } : { DeleteRequest: { Key: recordKey(ref, change.remove) } },
    );
  }
}
