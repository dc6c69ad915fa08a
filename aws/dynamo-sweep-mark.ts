import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { SweepMark } from "#core/ports/sweep-mark";
import { callAws } from "./expected-errors.ts";

export interface SweepMarkTable {
  client: DynamoDBDocumentClient;
  table: string;
}

/** Among the jobs, in a partition that is no workspace. */
const key = { pk: "health", sk: "sweep" };

export function createDynamoSweepMark({ client, table }: SweepMarkTable): SweepMark {
  return {
    async set(at) {
      await callAws(() => client.send(new PutCommand({ TableName: table, Item: { ...key, at } })));
    },
  };
}

/** When the sweep last did its work; null before it ever did. */
export async function readSweepMark({ client, table }: SweepMarkTable, options: { abortSignal: AbortSignal }): Promise<Date | null> {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: key }), options);
  return typeof Item?.at === "string" ? new Date(Item.at) : null;
}
