import { keyArn } from "./encryption.ts";
import { accountId } from "./place.ts";
import { refusePlainHttp } from "./refuse-plain-http.ts";

/** Deliveries of one message before it goes to the dead letters. */
const maxReceives = 5;
const day = 86_400;

/** Queues of this stage, for whoever watches over them. */
export const queues: { id: string; queue: sst.aws.Queue; deadLetters: sst.aws.Queue; oldestMessageSeconds: number }[] = [];

interface QueueArgs {
  consumerTimeoutSeconds: number;
  /** A message that waits longer than this is nobody's business as usual. */
  oldestMessageSeconds: number;
  retentionDays?: number;
  /** Beside the links, which let functions send: the bucket whose events come here. */
  eventsOf?: sst.aws.Bucket;
}

/** A queue with dead letters of its own. SQS asks for a visibility of at least six times the consumer's timeout. */
export function createQueue(id: string, { consumerTimeoutSeconds, oldestMessageSeconds, retentionDays = 4, eventsOf }: QueueArgs) {
  const deadLetters = new sst.aws.Queue(`${id}DeadLetters`, {
    transform: { queue: { ...encryption, messageRetentionSeconds: 14 * day } },
  });
  const queue = new sst.aws.Queue(id, {
    visibilityTimeout: `${6 * consumerTimeoutSeconds} seconds`,
    dlq: { queue: deadLetters.arn, retry: maxReceives },
    transform: { queue: { ...encryption, messageRetentionSeconds: retentionDays * day } },
  });
  new aws.sqs.RedriveAllowPolicy(`${id}DeadLettersRedrive`, {
    queueUrl: deadLetters.url,
    redriveAllowPolicy: $jsonStringify({ redrivePermission: "byQueue", sourceQueueArns: [queue.arn] }),
  });
  createPolicy(`${id}DeadLetters`, deadLetters, []);
  const policy = createPolicy(id, queue, eventsOf ? [admitEvents(queue, eventsOf)] : []);
  queues.push({ id, queue, deadLetters, oldestMessageSeconds });
  return { queue, deadLetters, policy };
}

// SQS's own keys unless the stage brings one: S3 cannot notify a queue under the AWS-managed KMS key.
const encryption = keyArn ? { kmsMasterKeyId: keyArn, kmsDataKeyReusePeriodSeconds: 300 } : { sqsManagedSseEnabled: true };

function createPolicy(id: string, queue: sst.aws.Queue, admitted: aws.types.input.iam.GetPolicyDocumentStatementArgs[]) {
  return new aws.sqs.QueuePolicy(`${id}Policy`, {
    queueUrl: queue.url,
    policy: aws.iam.getPolicyDocumentOutput({ statements: [refusePlainHttp("sqs:*", queue.arn), ...admitted] }).json,
  });
}

/** SST's own statement for this admits every bucket of every account, and SNS and EventBridge beside it. */
function admitEvents(queue: sst.aws.Queue, bucket: sst.aws.Bucket) {
  return {
    sid: "EventsOfBucket",
    principals: [{ type: "Service", identifiers: ["s3.amazonaws.com"] }],
    actions: ["sqs:SendMessage"],
    resources: [queue.arn],
    conditions: [
      { test: "ArnEquals", variable: "aws:SourceArn", values: [bucket.arn] },
      { test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] },
    ],
  };
}
