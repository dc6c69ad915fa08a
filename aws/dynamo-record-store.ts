import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { RecordStore } from "#core/ports/record-store";

export function createDynamoRecordStore(_table: { client: DynamoDBDocumentClient; table: string }): RecordStore {
  return {
    async getMany() {
      throw new Error("To be written.");
    },
  };
}
