import { planAccount } from "../computed-outputs.ts";
import type { Plan, PlannedResource } from "../planned-resource.ts";
import { type PolicyStatement, parsePolicy, refusesPlainHttp } from "../policy-statements.ts";
import { type Control, checkAll, checkEach, isWatched, onlyOne, type Problem, resourcesOf, unless } from "./control.ts";
import { openness } from "./openness.ts";

const queueType = "aws:sqs/queue:Queue";
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const developerGuide = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide";

interface Redrive {
  deadLetterTargetArn?: string;
  maxReceiveCount?: number;
}

interface RedriveAllow {
  redrivePermission?: string;
  sourceQueueArns?: string[];
}

export const nameOf = ({ inputs }: PlannedResource) => String(inputs.name);
const isNamedBy = (arn: string | undefined, queue: PlannedResource) => arn?.split(":").at(-1) === nameOf(queue);
const readRedrive = ({ inputs }: PlannedResource): Redrive => JSON.parse(String(inputs.redrivePolicy ?? "{}")) as Redrive;

/** Queues that others give up their messages to. */
function deadLettersOf(plan: Plan): PlannedResource[] {
  const all = resourcesOf(plan, queueType);
  return all.filter((queue) => all.some((source) => isNamedBy(readRedrive(source).deadLetterTargetArn, queue)));
}

/** Queues that functions take their work from. */
export function sourcesOf(plan: Plan): PlannedResource[] {
  const deadLetters = new Set(deadLettersOf(plan));
  return resourcesOf(plan, queueType).filter((queue) => !deadLetters.has(queue));
}

function policyOf(plan: Plan, queue: PlannedResource): string | undefined {
  const found = onlyOne<{ policy: string }>(plan, "aws:sqs/queuePolicy:QueuePolicy", ({ queueUrl }) =>
    String(queueUrl).endsWith(`/${nameOf(queue)}`),
  );
  return found?.policy;
}

function checkPolicy(plan: Plan, problemsOf: (policy: string, queue: PlannedResource) => string[]): Problem[] {
  return checkEach(plan, queueType, (queue) => {
    const policy = policyOf(plan, queue);
    return policy ? problemsOf(policy, queue) : ["It has no policy of its own, or several, of which the last one counts."];
  });
}

/** S3 may send for the very bucket that notifies the queue, as long as this account owns it. */
function checkEvents(plan: Plan, { inputs }: PlannedResource): string[] {
  const bucket = `arn:aws:s3:::${String(inputs.bucket)}`;
  const notified = (inputs.queues ?? []) as { queueArn?: string }[];
  const queues = resourcesOf(plan, queueType).filter((queue) => notified.some(({ queueArn }) => isNamedBy(queueArn, queue)));
  if (queues.length === 0) return ["It notifies no queue of this plan."];
  return queues.flatMap((queue) => {
    const allowed = parsePolicy(policyOf(plan, queue)).filter(({ effect }) => effect === "Allow");
    const isBound = ({ principals, actions, conditions }: PolicyStatement) =>
      principals.join() === "Service:s3.amazonaws.com" &&
      actions.join() === "sqs:SendMessage" &&
      conditions.ArnEquals?.["aws:SourceArn"]?.join() === bucket &&
      conditions.StringEquals?.["aws:SourceAccount"]?.join() === planAccount;
    return unless(allowed.length > 0 && allowed.every(isBound), `${queue.name} does not admit the events of this bucket and of no other.`);
  });
}

function checkDeadLetters(plan: Plan, source: PlannedResource): string[] {
  const { deadLetterTargetArn, maxReceiveCount = 0 } = readRedrive(source);
  const target = resourcesOf(plan, queueType).find((queue) => isNamedBy(deadLetterTargetArn, queue));
  if (!target) return ["It has no dead-letter queue in this plan."];
  const retention = (queue: PlannedResource) => Number(queue.inputs.messageRetentionSeconds ?? 345_600);
  return [
    ...unless(maxReceiveCount >= 5, `Messages are given up after ${maxReceiveCount} deliveries; Lambda asks for at least 5.`),
    // A dead letter keeps the age that it had.
    ...unless(retention(target) > retention(source), "Its dead letters are not kept longer than its messages."),
  ];
}

function checkRedrive(plan: Plan, queue: PlannedResource): string[] {
  const found = onlyOne<{ redriveAllowPolicy: string }>(plan, "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", ({ queueUrl }) =>
    String(queueUrl).endsWith(`/${nameOf(queue)}`),
  );
  const { redrivePermission, sourceQueueArns = [] } = JSON.parse(found?.redriveAllowPolicy ?? "{}") as RedriveAllow;
  const givers = sourcesOf(plan).filter((source) => isNamedBy(readRedrive(source).deadLetterTargetArn, queue));
  const isExact =
    redrivePermission === "byQueue" &&
    sourceQueueArns.length === givers.length &&
    givers.every((giver) => sourceQueueArns.some((arn) => isNamedBy(arn, giver)));
  return unless(isExact, "Other queues than its own may give up messages to it.");
}

/** It rings as soon as one message lies there, and wakes somebody. */
function hasDeadLetterAlarm(plan: Plan, queue: PlannedResource): boolean {
  return resourcesOf(plan, alarmType).some(
    ({ inputs }) =>
      inputs.metricName === "ApproximateNumberOfMessagesVisible" &&
      (inputs.dimensions as { QueueName?: string } | undefined)?.QueueName === nameOf(queue) &&
      ((inputs.comparisonOperator === "GreaterThanThreshold" && inputs.threshold === 0) ||
        (inputs.comparisonOperator === "GreaterThanOrEqualToThreshold" && inputs.threshold === 1)),
  );
}

export const queueControls: Control[] = [
  {
    id: "queue-encryption",
    title: "Every queue is encrypted",
    sources: ["SQS.1", "CT.SQS.PR.2", "CKV_AWS_27"],
    check: (plan) =>
      checkEach(plan, queueType, ({ inputs }) =>
        unless(inputs.sqsManagedSseEnabled === true || Boolean(inputs.kmsMasterKeyId), "Its messages are not encrypted."),
      ),
  },
  {
    id: "queue-not-public",
    title: "No queue takes messages from the public, nor from a service on anybody's behalf",
    sources: ["SQS.3", "CKV_AWS_168"],
    check: (plan) => checkPolicy(plan, (policy) => openness(parsePolicy(policy), plan)),
  },
  {
    id: "queue-events-source",
    title: "A queue of events admits those of its own bucket",
    sources: ["SQS.3", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html"],
    check: (plan) => checkEach(plan, "aws:s3/bucketNotification:BucketNotification", (notification) => checkEvents(plan, notification)),
  },
  {
    id: "queue-tls-only",
    title: "Every queue refuses plain HTTP",
    sources: [`${developerGuide}/sqs-security-best-practices.html`],
    check: (plan) =>
      checkPolicy(plan, (policy, queue) => {
        const statements = parsePolicy(policy);
        const own = statements.flatMap(({ resources }) => resources).find((arn) => isNamedBy(arn, queue)) ?? "";
        const isRefused = statements.some((statement) => refusesPlainHttp(statement, [own], ["sqs:*", "SQS:*"]));
        return unless(isRefused, "Its policy does not refuse plain HTTP.");
      }),
  },
  {
    id: "queue-dead-letters",
    title: "Every queue gives up to dead letters, which are kept longer",
    sources: ["CT.SQS.PR.1"],
    check: (plan) => checkAll(plan, sourcesOf(plan), "any queue of work", (source) => checkDeadLetters(plan, source)),
  },
  {
    id: "dead-letters-redrive",
    title: "Dead letters come from their own queue only",
    sources: [`${developerGuide}/sqs-dead-letter-queues.html`],
    check: (plan) => checkAll(plan, deadLettersOf(plan), "any dead letters", (queue) => checkRedrive(plan, queue)),
  },
  {
    id: "dead-letters-alarm",
    title: "The first dead letter rings",
    sources: [`${developerGuide}/dead-letter-queues-alarms-cloudwatch.html`],
    appliesTo: isWatched,
    check: (plan) =>
      checkAll(plan, deadLettersOf(plan), "any dead letters", (queue) =>
        unless(hasDeadLetterAlarm(plan, queue), "No alarm rings when a message lies there."),
      ),
  },
];
