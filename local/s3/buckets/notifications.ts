import { randomUUID } from "node:crypto";
import type { S3Context } from "../s3-context.ts";
import { S3Error } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";
import type { Bucket } from "../storage/bucket-store.ts";
import { nullVersionId, type ObjectVersion } from "../storage/version-store.ts";
import { encodeKey } from "../text-encoding.ts";
import { elementOf, elementsOf, malformedXml, parseXml, renderXml, textOf, textsOf, type XmlElement } from "../xml.ts";

const root = "NotificationConfiguration";
export const accountId = "000000000000";

/** What this server can tell about; S3 knows more, and a configuration that asks for more is refused instead of never firing. */
const knownEvents = [
  "ObjectCreated:Put",
  "ObjectCreated:Post",
  "ObjectCreated:Copy",
  "ObjectCreated:CompleteMultipartUpload",
  "ObjectRemoved:Delete",
  "ObjectRemoved:DeleteMarkerCreated",
  "LifecycleExpiration:Delete",
  "LifecycleExpiration:DeleteMarkerCreated",
] as const;
export type EventName = (typeof knownEvents)[number];

export interface QueueRule {
  readonly id: string;
  readonly queueArn: string;
  readonly events: readonly EventName[];
  readonly prefix: string;
  readonly suffix: string;
}

/** Reads a configuration as it is put: complete with ids, and refused where S3 would refuse it. */
export function normaliseNotifications(body: string): string {
  const document = parseXml(body, root);
  const unsupported = Object.keys(document).find((tag) => tag !== "QueueConfiguration" && tag !== "#text");
  if (unsupported !== undefined)
    throw new S3Error("NotImplemented", `${unsupported} is not implemented here; only queues can be notified.`);
  const queues = elementsOf(document, "QueueConfiguration").map((queue) => ({ Id: randomUUID(), ...queue }));
  const rules = queues.map(parseQueueRule);
  for (const [index, rule] of rules.entries()) {
    if (rules.slice(0, index).some((other) => overlaps(rule, other))) {
      throw new S3Error("InvalidArgument", "Configurations overlap. Configurations on the same bucket cannot share a common event type.");
    }
  }
  return renderXml(root, { QueueConfiguration: queues });
}

export function parseNotifications(body: string): QueueRule[] {
  return elementsOf(parseXml(body, root), "QueueConfiguration").map(parseQueueRule);
}

function parseQueueRule(queue: XmlElement): QueueRule {
  const queueArn = textOf(queue, "Queue") ?? "";
  if (!/^arn:aws:sqs:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,80}(\.fifo)?$/.test(queueArn))
    throw new S3Error("InvalidArgument", "The ARN could not be parsed");
  if (queueArn.endsWith(".fifo")) throw new S3Error("InvalidArgument", "FIFO SQS queues are not supported as a destination.");
  const events = textsOf(queue, "Event");
  if (events.length === 0) throw malformedXml();
  const filter = elementOf(queue, "Filter");
  const filterRules = filter ? elementsOf(elementOf(filter, "S3Key") ?? {}, "FilterRule") : [];
  const names = filterRules.map((rule) => (textOf(rule, "Name") ?? "").toLowerCase());
  if (names.some((name) => name !== "prefix" && name !== "suffix"))
    throw new S3Error("InvalidArgument", "filter rule name must be either prefix or suffix");
  if (new Set(names).size !== names.length)
    throw new S3Error("InvalidArgument", "Cannot specify more than one prefix rule or suffix rule in a filter.");
  const filterValue = (name: string) => textOf(filterRules[names.indexOf(name)] ?? {}, "Value") ?? "";
  return {
    id: textOf(queue, "Id") ?? "",
    queueArn,
    events: events.flatMap(expandEvent),
    prefix: filterValue("prefix"),
    suffix: filterValue("suffix"),
  };
}

function expandEvent(event: string): EventName[] {
  const wildcard = event.endsWith(":*") ? event.slice("s3:".length, -1) : undefined;
  const events = knownEvents.filter((known) =>
    wildcard === undefined ? event === `s3:${known}` : event.startsWith("s3:") && known.startsWith(wildcard),
  );
  if (events.length === 0) throw new S3Error("InvalidArgument", `The event "${event}" is not supported for notifications.`);
  return events;
}

function overlaps(left: QueueRule, right: QueueRule): boolean {
  return (
    left.events.some((event) => right.events.includes(event)) &&
    (left.prefix.startsWith(right.prefix) || right.prefix.startsWith(left.prefix)) &&
    (left.suffix.endsWith(right.suffix) || right.suffix.endsWith(left.suffix))
  );
}

/** S3 tells each new destination that it was configured, and refuses the configuration when it cannot. */
export async function sendTestEvents(context: S3Context, bucket: string, rules: readonly QueueRule[], requestId: string): Promise<void> {
  const body = JSON.stringify({
    Service: "Amazon S3",
    Event: "s3:TestEvent",
    Time: new Date().toISOString(),
    Bucket: bucket,
    RequestId: requestId,
    HostId: requestId,
  });
  for (const queueArn of new Set(rules.map((rule) => rule.queueArn))) {
    const reason = await context.outbox.deliverNow({ queueArn, body });
    if (reason !== undefined) {
      throw new S3Error("InvalidArgument", "Unable to validate the following destination configurations", {
        details: { ArgumentName: queueArn, ArgumentValue: reason },
      });
    }
  }
}

export interface ObjectEvent {
  readonly name: EventName;
  readonly bucket: Bucket;
  readonly version: Pick<ObjectVersion, "key" | "versionId" | "sizeBytes" | "etag">;
  /** Absent for what the server does by itself. */
  readonly request?: S3Request;
}

/** Puts the notifications that an event owes into the outbox; called inside the transaction that makes the event true. */
export function recordEvent(context: S3Context, event: ObjectEvent): void {
  const rules = context.buckets.parsedSetting(event.bucket.name, "notification", parseNotifications) ?? [];
  const { key } = event.version;
  const matching = rules.filter((rule) => rule.events.includes(event.name) && key.startsWith(rule.prefix) && key.endsWith(rule.suffix));
  if (matching.length === 0) return;
  const sequencer = nextSequencer(context);
  for (const rule of matching) {
    context.outbox.add({ queueArn: rule.queueArn, body: JSON.stringify({ Records: [toRecord(context, event, rule, sequencer)] }) });
  }
}

function nextSequencer(context: S3Context): string {
  const row = context.database.get<{ value: number }>("UPDATE sequencer SET value = value + 1 RETURNING value");
  return (row?.value ?? 0).toString(16).toUpperCase().padStart(18, "0");
}

function toRecord(context: S3Context, { name, bucket, version, request }: ObjectEvent, rule: QueueRule, sequencer: string) {
  const isCreation = name.startsWith("ObjectCreated:");
  const isVersioned = bucket.versioning !== null || version.versionId !== nullVersionId;
  return {
    eventVersion: "2.1",
    eventSource: "aws:s3",
    awsRegion: context.authority.region,
    eventTime: new Date().toISOString(),
    eventName: name,
    userIdentity: { principalId: request ? `AWS:${context.authority.accessKeyId}` : "s3.amazonaws.com" },
    requestParameters: { sourceIPAddress: request?.raw.socket.remoteAddress ?? "s3.amazonaws.com" },
    responseElements: { "x-amz-request-id": request?.id ?? "", "x-amz-id-2": request?.id ?? "" },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId: rule.id,
      bucket: { name: bucket.name, ownerIdentity: { principalId: accountId }, arn: `arn:aws:s3:::${bucket.name}` },
      object: {
        key: encodeKey(version.key),
        ...(isCreation && { size: version.sizeBytes, eTag: version.etag }),
        ...(isVersioned && { versionId: version.versionId }),
        sequencer,
      },
    },
  };
}
