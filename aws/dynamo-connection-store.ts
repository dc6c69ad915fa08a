import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { Connection, ConnectionStore } from "#core/ports/connections";
import { callAws, isNamed, toExpected } from "./expected-errors.ts";

/** API Gateway closes a connection after 2 h; its rows go soon after if nobody removed them. */
const connectionTtlSeconds = 3 * 3600;

/** A connection twice: under its workspace, to tell all tabs, and under its own id, which is all that a message brings. */
export function createDynamoConnectionStore({ client, table }: { client: DynamoDBDocumentClient; table: string }): ConnectionStore {
  const byWorkspace = ({ workspace, id }: Connection) => ({ pk: workspace, sk: id });
  const byId = (id: string) => ({ pk: `connection#${id}`, sk: "workspace" });
  const ticketKey = (hash: string) => ({ pk: `ticket#${hash}`, sk: "ticket" });
  const put = (Item: Record<string, unknown>) => callAws(() => client.send(new PutCommand({ TableName: table, Item })));
  const remove = (Key: Record<string, string>) => callAws(() => client.send(new DeleteCommand({ TableName: table, Key })));

  return {
    async putTicket(ticketHash, workspace, expiresAt) {
      await put({ ...ticketKey(ticketHash), workspace, validUntil: expiresAt, expiresAt: toEpoch(expiresAt) });
    },

    async takeTicket(ticketHash, now) {
      try {
        const { Attributes } = await client.send(
          new DeleteCommand({
            TableName: table,
            Key: ticketKey(ticketHash),
            ConditionExpression: "attribute_exists(pk)",
            ReturnValues: "ALL_OLD",
          }),
        );
        return Attributes && String(Attributes.validUntil) > now ? String(Attributes.workspace) : null;
      } catch (error) {
        if (isNamed(error, "ConditionalCheckFailedException")) return null;
        throw toExpected(error);
      }
    },

    async put(connection) {
      const { workspace, id, connectedAt } = connection;
      const row = { workspace, id, connectedAt, expiresAt: toEpoch(connectedAt) + connectionTtlSeconds };
      await put({ ...row, ...byId(id) });
      await put({ ...row, ...byWorkspace(connection) });
    },

    async find(id) {
      const { Item } = await callAws(() => client.send(new GetCommand({ TableName: table, Key: byId(id), ConsistentRead: true })));
      return Item ? toConnection(Item) : null;
    },

    async list(workspace) {
      return await callAws(async () => {
        const query = { TableName: table, KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": workspace } };
        const connections: Connection[] = [];
        for await (const page of paginateQuery({ client }, { ...query, ConsistentRead: true })) {
          connections.push(...(page.Items ?? []).map(toConnection));
        }
        return connections;
      });
    },

    async remove(connection) {
      await remove(byWorkspace(connection));
      await remove(byId(connection.id));
    },
  };
}

function toConnection(item: Record<string, unknown>): Connection {
  return { workspace: String(item.workspace), id: String(item.id), connectedAt: String(item.connectedAt) };
}

function toEpoch(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}
