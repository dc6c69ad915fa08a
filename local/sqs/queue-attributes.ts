import { invalidParameter, SqsError } from "./sqs-error.ts";

export interface RedrivePolicy {
  targetArn: string;
  maxReceives: number;
}

export interface QueueSettings {
  visibilityMs: number;
  retentionMs: number;
  delayMs: number;
  waitMs: number;
  maxMessageBytes: number;
  redrive: RedrivePolicy | undefined;
  contentBasedDeduplication: boolean;
  deduplicatePerGroup: boolean;
}

const numbers: Record<string, { default: number; min: number; max: number }> = {
  DelaySeconds: { default: 0, min: 0, max: 900 },
  MaximumMessageSize: { default: 1_048_576, min: 1024, max: 1_048_576 },
  MessageRetentionPeriod: { default: 345_600, min: 60, max: 1_209_600 },
  ReceiveMessageWaitTimeSeconds: { default: 0, min: 0, max: 20 },
  VisibilityTimeout: { default: 30, min: 0, max: 43_200 },
};
const booleans = new Set(["ContentBasedDeduplication", "FifoQueue", "SqsManagedSseEnabled"]);
const documents = new Set(["Policy", "RedriveAllowPolicy", "RedrivePolicy"]);
const choices: Record<string, string[]> = {
  DeduplicationScope: ["messageGroup", "queue"],
  FifoThroughputLimit: ["perMessageGroupId", "perQueue"],
};
const texts = new Set(["KmsDataKeyReusePeriodSeconds", "KmsMasterKeyId"]);
const fifoOnly = new Set(["ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit"]);

const defaults: Record<string, string> = {
  ...Object.fromEntries(Object.entries(numbers).map(([name, range]) => [name, String(range.default)])),
  SqsManagedSseEnabled: "true",
};
const fifoDefaults: Record<string, string> = {
  ContentBasedDeduplication: "false",
  DeduplicationScope: "queue",
  FifoThroughputLimit: "perQueue",
};

/** Throws when a name is unknown, a value is out of range, or the attribute does not fit the kind of queue. */
export function checkQueueAttributes(attributes: Record<string, string>, fifo: boolean): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!isAllowed(name, value)) throw invalidParameter(`Invalid value for the parameter ${name}.`);
    if (fifoOnly.has(name) && !fifo) {
      throw new SqsError("InvalidAttributeName", `You can specify the ${name} only for a FIFO queue.`);
    }
  }
  if (attributes.FifoQueue !== undefined && (attributes.FifoQueue === "true") !== fifo) {
    throw invalidParameter("The name of a FIFO queue must end with .fifo, and only a FIFO queue's may.");
  }
  if (attributes.RedrivePolicy) parseRedrivePolicy(attributes.RedrivePolicy);
}

function isAllowed(name: string, value: string): boolean {
  const range = numbers[name];
  if (range) return /^\d{1,9}$/.test(value) && Number(value) >= range.min && Number(value) <= range.max;
  if (booleans.has(name)) return value === "true" || value === "false";
  if (documents.has(name)) return value === "" || typeof parseDocument(name, value) === "object";
  if (choices[name]) return choices[name].includes(value);
  if (texts.has(name)) return true;
  throw new SqsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
}

function parseDocument(name: string, value: string): unknown {
  try {
    return JSON.parse(value);
  } catch (cause) {
    throw Object.assign(invalidParameter(`Value ${value} for parameter ${name} is invalid. Reason: it is not JSON.`), { cause });
  }
}

function parseRedrivePolicy(value: string): RedrivePolicy {
  const policy = parseDocument("RedrivePolicy", value);
  const { deadLetterTargetArn, maxReceiveCount } = Object(policy) as Record<string, unknown>;
  const maxReceives = Number(maxReceiveCount);
  if (typeof deadLetterTargetArn !== "string" || !Number.isInteger(maxReceives) || maxReceives < 1 || maxReceives > 1000) {
    throw invalidParameter(
      `Value ${value} for parameter RedrivePolicy is invalid. Reason: it needs a deadLetterTargetArn and a maxReceiveCount from 1 to 1000.`,
    );
  }
  return { targetArn: deadLetterTargetArn, maxReceives };
}

/** The stored attributes over what SQS answers for those never set. */
export function withDefaults(attributes: Record<string, string>, fifo: boolean): Record<string, string> {
  const merged = { ...defaults, ...(fifo && fifoDefaults), ...attributes };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ""));
}

export function toQueueSettings(attributes: Record<string, string>, fifo: boolean): QueueSettings {
  const effective = withDefaults(attributes, fifo);
  const number = (name: string) => Number(effective[name]);
  return {
    visibilityMs: number("VisibilityTimeout") * 1000,
    retentionMs: number("MessageRetentionPeriod") * 1000,
    delayMs: number("DelaySeconds") * 1000,
    waitMs: number("ReceiveMessageWaitTimeSeconds") * 1000,
    maxMessageBytes: number("MaximumMessageSize"),
    redrive: effective.RedrivePolicy ? parseRedrivePolicy(effective.RedrivePolicy) : undefined,
    contentBasedDeduplication: effective.ContentBasedDeduplication === "true",
    deduplicatePerGroup: effective.DeduplicationScope === "messageGroup",
  };
}
