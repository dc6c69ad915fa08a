import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { AppError } from "#core/app-error";
import type { DocumentKind, DocumentRef, DocumentStore, StoredDocument } from "#core/ports/document-store";
import { callAws, holds } from "./expected-errors.ts";
import { dueShards } from "./job-item.ts";

const forgottenAfterSeconds = 86_400;

/** Documents in one table: a workspace is a partition, kind and id are the place in it; a sparse index of what is due. */
export function createDynamoDocumentStore({ client, table }: { client: DynamoDBDocumentClient; table: string }): DocumentStore {
  const before = (version: number) => ({
    ConditionExpression: "#version = :version",
    ExpressionAttributeNames: { "#version": "version" },
    ExpressionAttributeValues: { ":version": version },
  });

  return {
    async get(ref) {
      const command = new GetCommand({ TableName: table, Key: keyOf(ref), ConsistentRead: true });
      const { Item } = await callAws(() => client.send(command));
      return Item ? fromItem(Item) : null;
    },

    async put(document) {
      const { version } = document;
      const condition = version === 1 ? { ConditionExpression: "attribute_not_exists(pk)" } : before(version - 1);
      return await holds(() => client.send(new PutCommand({ TableName: table, Item: toItem(document), ...condition })));
    },

    async list(workspace, kind, { limit, cursor, from = "", to, descending = false }) {
      const first = `${kind}#${from}`;
      const last = to === undefined ? `${kind}$` : `${kind}#${to}`;
      const command = new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
        ExpressionAttributeValues: { ":pk": workspace, ":first": first, ":last": last },
        ScanIndexForward: !descending,
        Limit: limit,
        ExclusiveStartKey: cursor === undefined ? undefined : fromCursor(workspace, kind, cursor),
      });
      const { Items = [], LastEvaluatedKey } = await callAws(() => client.send(command));
      const documents = Items.map(fromItem);
      const end = documents.at(-1);
      return LastEvaluatedKey && end ? { documents, cursor: end.id } : { documents };
    },

    async listDue(now, limit, from = "0") {
      const due = await Promise.all(
        dueShards.map(async (shard) => {
          const command = new QueryCommand({
            TableName: table,
            IndexName: "due",
            KeyConditionExpression: "dueShard = :shard AND dueAt BETWEEN :from AND :now",
            ExpressionAttributeValues: { ":shard": shard, ":from": from, ":now": now },
            Limit: limit,
          });
          const { Items = [] } = await callAws(() => client.send(command));
          return Items.map(fromItem);
        }),
      );
      return due
        .flat()
        .sort((a, b) => ((a.dueAt ?? "") < (b.dueAt ?? "") ? -1 : 1))
        .slice(0, limit);
    },

    async remove({ version, ...ref }) {
      return await holds(() => client.send(new DeleteCommand({ TableName: table, Key: keyOf(ref), ...before(version) })));
    },
  };
}

function keyOf({ workspace, kind, id }: DocumentRef): { pk: string; sk: string } {
  return { pk: workspace, sk: `${kind}#${id}` };
}

/** The body is JSON: users' names and numbers stay as they are. */
function toItem(document: StoredDocument): Record<string, unknown> {
  const { version, body, dueAt, expiresAt } = document;
  return {
    ...keyOf(document),
    version,
    body: JSON.stringify(body),
    ...(dueAt === undefined ? {} : { dueAt, dueShard: shardOf(document.id) }),
    ...(expiresAt === undefined ? {} : { endsAt: expiresAt, expiresAt: Math.floor(Date.parse(expiresAt) / 1000) + forgottenAfterSeconds }),
  };
}

function fromItem(item: Record<string, unknown>): StoredDocument {
  const sk = String(item.sk);
  const hash = sk.indexOf("#");
  return {
    workspace: String(item.pk),
    kind: sk.slice(0, hash) as DocumentKind,
    id: sk.slice(hash + 1),
    version: Number(item.version),
    body: JSON.parse(String(item.body)),
    ...(item.dueAt === undefined ? {} : { dueAt: String(item.dueAt) }),
    ...(item.endsAt === undefined ? {} : { expiresAt: String(item.endsAt) }),
  };
}

/** The cursor is the last id; the workspace and the kind are never taken from it. */
function fromCursor(workspace: string, kind: DocumentKind, cursor: string): { pk: string; sk: string } {
  if (cursor.length > 1000) throw new AppError("invalid-request", "The cursor is not one of this list. Begin without a cursor.");
  return keyOf({ workspace, kind, id: cursor });
}

function shardOf(id: string): string {
  const sum = Array.from(id).reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);
  return dueShards[sum % dueShards.length] ?? "0";
}
