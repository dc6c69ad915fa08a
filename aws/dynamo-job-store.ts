import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { dueAt } from "#core/jobs/due-at";
import type { Job } from "#core/jobs/job";
import type { JobPage, JobQuery, JobStore } from "#core/ports/job-store";
import type { Settings } from "#core/settings";
import { callAws, holds } from "./expected-errors.ts";
import { fromCursor, toCursor } from "./job-cursor.ts";
import { dueShards, fromItem, jobKey, toItem } from "./job-item.ts";

export interface JobsTable {
  client: DynamoDBDocumentClient;
  table: string;
  settings: Settings;
}

/** Jobs in one table: a workspace is a partition, a job an item; an index by change, and a sparse one of what is due. */
export function createDynamoJobStore({ client, table, settings }: JobsTable): JobStore {
  const toStored = (job: Job) => toItem(job, dueAt(job, settings));

  async function putIf(job: Job, condition: string, values?: Record<string, unknown>): Promise<boolean> {
    const command = new PutCommand({
      TableName: table,
      Item: toStored(job),
      ConditionExpression: condition,
      ...(values ? { ExpressionAttributeNames: { "#version": "version" }, ExpressionAttributeValues: values } : {}),
    });
    return await holds(() => client.send(command));
  }

  return {
    async get(workspace, id) {
      const command = new GetCommand({ TableName: table, Key: jobKey(workspace, id), ConsistentRead: true });
      const { Item } = await callAws(() => client.send(command));
      return Item ? fromItem(Item) : null;
    },

    async insert(job) {
      return await putIf(job, "attribute_not_exists(pk)");
    },

    async replace(job) {
      return await putIf(job, "#version = :before", { ":before": job.version - 1 });
    },

    async clearPending(job) {
      await putIf({ ...job, pending: [] }, "#version = :now", { ":now": job.version });
    },

    async list(workspace, query) {
      return await callAws(() => listPage(client, table, workspace, query));
    },

    async listDue(now, limit) {
      const shards = await Promise.all(dueShards.map((shard) => callAws(() => listShard(client, table, shard, now, limit))));
      return shards
        .flat()
        .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
        .slice(0, limit)
        .map(({ job }) => job);
    },

    async remove(workspace, id) {
      await callAws(() => client.send(new DeleteCommand({ TableName: table, Key: jobKey(workspace, id) })));
    },
  };
}

/** Items a Query looks at, at most: about as many as its 1 MB holds. */
const maxScanned = 1000;

/**
 * Strongly consistent: the list is the truth. A filter may leave any part of a page, so pages are read until enough is left;
 * each is larger than the one before, so that a rare status among many jobs takes few of them.
 */
async function listPage(client: DynamoDBDocumentClient, table: string, workspace: string, query: JobQuery): Promise<JobPage> {
  const jobs: Job[] = [];
  const request = toListRequest(table, workspace, query);
  let from = query.cursor === undefined ? undefined : fromCursor(workspace, query.cursor, query.since !== undefined);
  let Limit = query.limit + 1;
  do {
    const page = await client.send(new QueryCommand({ ...request, Limit, ExclusiveStartKey: from }));
    jobs.push(...(page.Items ?? []).map(fromItem));
    from = page.LastEvaluatedKey;
    Limit = Math.min(4 * Limit, maxScanned);
  } while (from && jobs.length <= query.limit);
  const last = jobs[query.limit - 1];
  if (jobs.length <= query.limit || !last) return { jobs };
  return { jobs: jobs.slice(0, query.limit), cursor: toCursor(last, query.since !== undefined) };
}

function toListRequest(table: string, workspace: string, { status, since }: JobQuery) {
  const inTable = { TableName: table, ConsistentRead: true, ScanIndexForward: false };
  const values = { ":pk": workspace, ...(status ? { ":status": status } : {}) };
  const names = status ? { ExpressionAttributeNames: { "#status": "status" } } : {};
  if (since !== undefined) {
    return {
      ...inTable,
      ...names,
      IndexName: "byUpdate",
      KeyConditionExpression: "pk = :pk AND updatedAt >= :since",
      ExpressionAttributeValues: { ...values, ":since": since },
      ...(status ? { FilterExpression: "#status = :status OR attribute_exists(deletedAt)" } : {}),
    };
  }
  return {
    ...inTable,
    ...names,
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :job)",
    ExpressionAttributeValues: { ...values, ":job": "job#" },
    FilterExpression: `attribute_not_exists(deletedAt)${status ? " AND #status = :status" : ""}`,
  };
}

async function listShard(
  client: DynamoDBDocumentClient,
  table: string,
  shard: string,
  now: string,
  limit: number,
): Promise<{ job: Job; dueAt: string }[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      IndexName: "due",
      KeyConditionExpression: "dueShard = :shard AND dueAt <= :now",
      ExpressionAttributeValues: { ":shard": shard, ":now": now },
      Limit: limit,
    }),
  );
  return Items.map((item) => ({ job: fromItem(item), dueAt: String(item.dueAt) }));
}
