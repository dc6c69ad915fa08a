import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { LinkStore, LinkTarget } from "#core/ports/link-store";
import { callAws, holds, isNamed, toExpected } from "./expected-errors.ts";

/** How long after its end it is still known that a link was one. */
const rememberedSeconds = 86_400;

export function createDynamoLinkStore({ client, table }: { client: DynamoDBDocumentClient; table: string }): LinkStore {
  const keyOf = (hash: string) => ({ pk: `link#${hash}`, sk: "link" });

  return {
    async put(hash, link) {
      const expiresAt = Math.floor(Date.parse(link.validUntil) / 1000) + rememberedSeconds;
      await callAws(() => client.send(new PutCommand({ TableName: table, Item: { ...keyOf(hash), ...link, expiresAt } })));
    },

    async spend(hash, now) {
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(hash),
            UpdateExpression: "SET usedAt = :now",
            ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(usedAt) AND validUntil > :now",
            ExpressionAttributeValues: { ":now": now },
            ReturnValues: "ALL_NEW",
          }),
        );
        return toTarget(Attributes ?? {});
      } catch (error) {
        if (!isNamed(error, "ConditionalCheckFailedException")) throw toExpected(error);
      }
      const { Item } = await callAws(() => client.send(new GetCommand({ TableName: table, Key: keyOf(hash), ConsistentRead: true })));
      if (!Item) return "unknown";
      return Item.usedAt === undefined ? "expired" : "used";
    },

    async claim(hash, now) {
      const command = new PutCommand({
        TableName: table,
        Item: { ...keyOf(hash), usedAt: now },
        ConditionExpression: "attribute_not_exists(pk)",
      });
      return await holds(() => client.send(command));
    },
  };
}

function toTarget(item: Record<string, unknown>): LinkTarget {
  return { workspace: String(item.workspace), guest: item.guest === true };
}
