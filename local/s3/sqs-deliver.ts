import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Credentials } from "./auth/signature.ts";
import type { Deliver } from "./storage/outbox.ts";

const accountId = "000000000000";
const sendTimeoutMs = 10_000;

export interface SqsDeliverOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
}

/** Takes notifications to the queues of a local SQS. Retrying is the outbox's business, so the client does not. */
export function createSqsDeliver({ endpoint, region, credentials }: SqsDeliverOptions): Deliver {
  const client = new SQSClient({ endpoint, region, credentials, maxAttempts: 1 });
  return async ({ queueArn, body }) => {
    const name = queueArn.split(":").at(-1);
    const command = new SendMessageCommand({ QueueUrl: `${endpoint.replace(/\/$/, "")}/${accountId}/${name}`, MessageBody: body });
    await client.send(command, { abortSignal: AbortSignal.timeout(sendTimeoutMs) });
  };
}
