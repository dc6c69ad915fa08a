import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { IdempotencyStore, IdempotentRequest, QuotaStore } from "#core/ports/quota-store";
import { callAws, isNamed, toExpected } from "./expected-errors.ts";

interface Table {
  client: DynamoDBDocumentClient;
  table: string;
}

const daySeconds = 86_400;

export function createDynamoQuotaStore({ client, table }: Table): QuotaStore {
  return {
    async addBytes(workspace, day, bytes, limit) {
      if (bytes > limit) return false;
      try {
        await client.send(
          new UpdateCommand({
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
          }),
        );
        return true;
      } catch (error) {
        if (isNamed(error, "ConditionalCheckFailedException")) return false;
        throw toExpected(error);
      }
    },
  };
}

export function createDynamoIdempotencyStore({ client, table }: Table): IdempotencyStore {
  return {
    async claim(workspace, key, request, now) {
      const seconds = Math.floor(Date.parse(now) / 1000);
      const itemKey = { pk: `idempotency#${workspace}`, sk: key };
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { ...itemKey, ...request, expiresAt: seconds + daySeconds },
            ConditionExpression: "attribute_not_exists(pk) OR expiresAt <= :now",
            ExpressionAttributeValues: { ":now": seconds },
          }),
        );
        return request;
      } catch (error) {
        if (!isNamed(error, "ConditionalCheckFailedException")) throw toExpected(error);
      }
      const { Item } = await callAws(() => client.send(new GetCommand({ TableName: table, Key: itemKey, ConsistentRead: true })));
      return Item ? toRequest(Item) : await this.claim(workspace, key, request, now);
    },
  };
}

function toRequest(item: Record<string, unknown>): IdempotentRequest {
  return { jobId: String(item.jobId), bodyHash: String(item.bodyHash) };
}
