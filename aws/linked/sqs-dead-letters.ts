import type { DeadLetters } from "#core/ports/dead-letters";
import { deadLetterUrl, handledQueueUrl } from "../resources.ts";
import { createSqsClient } from "../sqs-client.ts";
import { createSqsDeadLetters } from "../sqs-dead-letters.ts";

export function createDeadLetters(): DeadLetters {
  return createSqsDeadLetters({ client: createSqsClient(), queueUrl: handledQueueUrl, deadLetterUrl });
}
