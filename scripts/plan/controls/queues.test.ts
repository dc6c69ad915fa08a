import { expect, test } from "vitest";
import { planned, policyOf, problemsOf, samplePlan } from "./testing/sample-plan.ts";

const arn = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const queue = (name: string, inputs: Record<string, unknown> = {}) => planned("aws:sqs/queue:Queue", name, { name, ...inputs });
const redrive = (target: string, maxReceiveCount = 5) => ({
  redrivePolicy: JSON.stringify({ deadLetterTargetArn: arn(target), maxReceiveCount }),
});
const dead = queue("dead", { messageRetentionSeconds: 1_209_600 });

test("a queue gives up to a queue of the plan, after enough deliveries, that keeps for longer", () => {
  const problems = (...resources: ReturnType<typeof queue>[]) => problemsOf("queue-dead-letters", samplePlan(resources));

  expect(problems(queue("work", redrive("dead")), dead)).toEqual([]);
  expect(problems(queue("work"))).toEqual(["work: It has no dead-letter queue in this plan."]);
  expect(problems(queue("work", redrive("elsewhere")))).toEqual(["work: It has no dead-letter queue in this plan."]);
  expect(problems(queue("work", redrive("dead", 2)), dead)).toEqual([
    "work: Messages are given up after 2 deliveries; Lambda asks for at least 5.",
  ]);
  expect(problems(queue("work", redrive("dead")), queue("dead"))).toEqual([
    "work: Its dead letters are not kept longer than its messages.",
  ]);
});

test("dead letters take messages of exactly the queues that give up to them", () => {
  const allows = (...sourceQueueArns: string[]) =>
    planned("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", "allow", {
      queueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/dead",
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns }),
    });
  const problems = (allow: ReturnType<typeof allows>) =>
    problemsOf("dead-letters-redrive", samplePlan([queue("work", redrive("dead")), dead, allow]));

  expect(problems(allows(arn("work")))).toEqual([]);
  expect(problems(allows(arn("work"), arn("other")))).toEqual(["dead: Other queues than its own may give up messages to it."]);
  expect(problems(allows())).toEqual(["dead: Other queues than its own may give up messages to it."]);
});

test("an alarm on dead letters rings at the first", () => {
  const alarm = (inputs: Record<string, unknown>) =>
    planned("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", {
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "dead" },
      ...inputs,
    });
  const problems = (inputs: Record<string, unknown>) =>
    problemsOf("dead-letters-alarm", samplePlan([queue("work", redrive("dead")), dead, alarm(inputs)]));

  expect(problems({ comparisonOperator: "GreaterThanThreshold", threshold: 0 })).toEqual([]);
  expect(problems({ comparisonOperator: "GreaterThanOrEqualToThreshold", threshold: 1 })).toEqual([]);
  expect(problems({ comparisonOperator: "GreaterThanThreshold", threshold: 1 })).toEqual([
    "dead: No alarm rings when a message lies there.",
  ]);
});

test("a queue of events admits S3 for the bucket that notifies it, owned by this account", () => {
  const notification = planned("aws:s3/bucketNotification:BucketNotification", "notification", {
    bucket: "uploads",
    queues: [{ queueArn: arn("work") }],
  });
  const policy = (Condition: Record<string, unknown>) =>
    planned("aws:sqs/queuePolicy:QueuePolicy", "policy", {
      queueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/work",
      policy: policyOf({
        Effect: "Allow",
        Principal: { Service: "s3.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: arn("work"),
        Condition,
      }),
    });
  const problems = (Condition: Record<string, unknown>) =>
    problemsOf("queue-events-source", samplePlan([queue("work"), notification, policy(Condition)]));
  const ofAccount = { StringEquals: { "aws:SourceAccount": "123456789012" } };
  const open = ["notification: work does not admit the events of this bucket and of no other."];

  expect(problems({ ...ofAccount, ArnEquals: { "aws:SourceArn": "arn:aws:s3:::uploads" } })).toEqual([]);
  expect(problems({ ...ofAccount, ArnEquals: { "aws:SourceArn": "arn:aws:s3:::results" } })).toEqual(open);
  expect(problems(ofAccount)).toEqual(open);
  expect(problems({ ArnEquals: { "aws:SourceArn": "arn:aws:s3:::uploads" } })).toEqual(open);
});
