import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  type KeySchemaElement,
  ResourceInUseException,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import type { Graph, TableKey, TableNode } from "../sst/graph.ts";

const waitSeconds = { maxWaitTime: 30, minDelay: 0.01, maxDelay: 0.2 };
const attributeTypes = { string: "S", number: "N", binary: "B" } as const;

/** Makes the tables that are missing. A table whose keys changed is an error: its items cannot follow. */
export async function createTables(client: DynamoDBClient, { tables }: Graph): Promise<void> {
  await Promise.all(tables.map((table) => createTable(client, table)));
}

async function createTable(client: DynamoDBClient, table: TableNode): Promise<void> {
  try {
    await client.send(new CreateTableCommand(toInput(table)));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table.name }));
    const existing = { key: Table?.KeySchema, global: Table?.GlobalSecondaryIndexes, local: Table?.LocalSecondaryIndexes };
    const declared = toInput(table);
    const wanted = { key: declared.KeySchema, global: declared.GlobalSecondaryIndexes, local: declared.LocalSecondaryIndexes };
    if (describeKeys(existing) !== describeKeys(wanted)) {
      throw new Error(
        `The keys of table ${table.id} have changed since it was made here. Start in another SLUICE_HOME, or remove the old one.`,
      );
    }
  }
  // A table is there before it can be used, here as on AWS.
  await waitUntilTableExists({ client, ...waitSeconds }, { TableName: table.name });
}

function toInput(table: TableNode): CreateTableCommandInput {
  const { globalIndexes, localIndexes } = table;
  const toIndex = (index: TableKey & { name: string; projection?: "all" | "keys-only" }) => ({
    IndexName: index.name,
    KeySchema: toKeySchema(index),
    Projection: { ProjectionType: index.projection === "keys-only" ? ("KEYS_ONLY" as const) : ("ALL" as const) },
  });
  return {
    TableName: table.name,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: Object.entries(table.fields).map(([AttributeName, type]) => ({
      AttributeName,
      AttributeType: attributeTypes[type],
    })),
    KeySchema: toKeySchema(table.key),
    ...(globalIndexes.length > 0 && { GlobalSecondaryIndexes: globalIndexes.map(toIndex) }),
    ...(localIndexes.length > 0 && { LocalSecondaryIndexes: localIndexes.map(toIndex) }),
  };
}

function toKeySchema({ hash, range }: TableKey): KeySchemaElement[] {
  return [{ AttributeName: hash, KeyType: "HASH" }, ...(range === null ? [] : [{ AttributeName: range, KeyType: "RANGE" as const }])];
}

interface Keys {
  key: KeySchemaElement[] | undefined;
  global: Index[] | undefined;
  local: Index[] | undefined;
}
interface Index {
  IndexName?: string | undefined;
  KeySchema?: KeySchemaElement[] | undefined;
}

function describeKeys({ key, global, local }: Keys): string {
  const ofKey = (schema: KeySchemaElement[] = []) => schema.map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`).join();
  const ofIndexes = (indexes: Index[] = []) => indexes.map(({ IndexName, KeySchema }) => `${IndexName}(${ofKey(KeySchema)})`).sort();
  return JSON.stringify([ofKey(key), ofIndexes(global), ofIndexes(local)]);
}
