import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { MessageLedger } from "#core/ports/message-ledger";

export function createDynamoMessageLedger(_table: { client: DynamoDBDocumentClient; table: string }): MessageLedger {
  return {
    async isEmpty() {
      throw new Error("To be written.");
    },
  };
}
