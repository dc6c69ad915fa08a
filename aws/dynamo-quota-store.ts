import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { IdempotencyStore, IdempotentRequest, QuotaStore } from "#core/ports/quota-store";
import { callAws, holds } from "./expected-errors.ts";

interface Table {
  client: DynamoDBDocumentClient;
  table: string;
}

const daySeconds = 86_400;

export function createDynamoQuotaStore({ client, table }: Table): QuotaStore {
  return {
    async addBytes(workspace, day, bytes, limit) {
      if (bytes > limit) return false;
      const command = new UpdateCommand({
        TableName: table,
        Key: { pk: `quota#${workspace}`, sk: `bytes#${day}` },
        UpdateExpression: "ADD #bytes :bytes SET expiresAt = :expiresAt",
        ConditionExpression: "attribute_not_exists(#bytes) OR #bytes <= :room",
        ExpressionAttributeNames: { "#bytes": "bytes" },
        ExpressionAttributeValues: {
          ":bytes": bytes,
          ":room": limit - bytes,
          ":expiresAt": Math.floor(Date.parse(day) / 1000) + 2 * daySeconds,
        },
      });
      return await holds(() => client.send(command));
    },
  };
}

export function createDynamoIdempotencyStore({ client, table }: Table): IdempotencyStore {
  return {
    async claim(workspace, key, request, now) {
      const seconds = Math.floor(Date.parse(now) / 1000);
      const itemKey = { pk: `idempotency#${workspace}`, sk: key };
      const command = new PutCommand({
        TableName: table,
        Item: { ...itemKey, ...request, expiresAt: seconds + daySeconds },
        ConditionExpression: "attribute_not_exists(pk) OR expiresAt <= :now",
        ExpressionAttributeValues: { ":now": seconds },
      });
      if (await holds(() => client.send(command))) return request;
      const { Item } = await callAws(() => client.send(new GetCommand({ TableName: table, Key: itemKey, ConsistentRead: true })));
      return Item ? toRequest(Item) : await this.claim(workspace, key, request, now);
    },
  };
}

function toRequest(item: Record<string, unknown>): IdempotentRequest {
  return { jobId: String(item.jobId), bodyHash: String(item.bodyHash) };
}
