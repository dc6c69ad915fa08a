import { z } from "zod";
import { checkQueueAttributes, withDefaults } from "./queue-attributes.ts";
import type { Queue } from "./queue-registry.ts";
import { ByQueueUrl, defineAction, type SqsActions, type SqsContext } from "./sqs-action.ts";
import { invalidParameter, SqsError } from "./sqs-error.ts";

const Texts = z.record(z.string(), z.string());
const Page = { MaxResults: z.int().min(1).max(1000).optional(), NextToken: z.string().optional() };

export function createQueueActions(context: SqsContext): SqsActions {
  const { queues, messages, polls, queueUrl } = context;

  return {
    CreateQueue: defineAction(
      z.object({ QueueName: z.string(), Attributes: Texts.default({}), tags: Texts.default({}) }),
      ({ QueueName, Attributes, tags }) => {
        if (!/^(?=.{1,80}$)[\w-]+(\.fifo)?$/.test(QueueName)) {
          throw invalidParameter("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.");
        }
        const existing = queues.find(QueueName);
        if (existing) requireSameAttributes(existing, Attributes);
        else queues.create(QueueName, checkAttributes(context, Attributes, QueueName.endsWith(".fifo")), tags);
        return { QueueUrl: queueUrl(QueueName) };
      },
    ),
    DeleteQueue: defineAction(ByQueueUrl, ({ QueueUrl }) => {
      const queue = queues.require(QueueUrl);
      queues.remove(queue);
      polls.wake(queue.id);
      return {};
    }),
    GetQueueUrl: defineAction(z.object({ QueueName: z.string() }), ({ QueueName }) => {
      if (!queues.find(QueueName)) throw new SqsError("QueueDoesNotExist", "The specified queue does not exist.");
      return { QueueUrl: queueUrl(QueueName) };
    }),
    ListQueues: defineAction(z.object({ QueueNamePrefix: z.string().default(""), ...Page }), ({ QueueNamePrefix, ...page }) => {
      const { names, NextToken } = pageOf(
        queues.all().filter((queue) => queue.name.startsWith(QueueNamePrefix)),
        page,
      );
      return names.length > 0 ? { QueueUrls: names.map(queueUrl), NextToken } : {};
    }),
    ListDeadLetterSourceQueues: defineAction(ByQueueUrl.extend(Page), ({ QueueUrl, ...page }) => {
      const { arn } = queues.require(QueueUrl);
      const { names, NextToken } = pageOf(
        queues.all().filter((queue) => queue.settings.redrive?.targetArn === arn),
        page,
      );
      return { queueUrls: names.map(queueUrl), NextToken };
    }),
    GetQueueAttributes: defineAction(
      ByQueueUrl.extend({ AttributeNames: z.array(z.string()).default([]) }),
      ({ QueueUrl, AttributeNames }) => {
        const attributes = readAttributes(context, queues.require(QueueUrl));
        if (AttributeNames.includes("All")) return { Attributes: attributes };
        const picked = Object.entries(attributes).filter(([name]) => AttributeNames.includes(name));
        return picked.length > 0 ? { Attributes: Object.fromEntries(picked) } : {};
      },
    ),
    SetQueueAttributes: defineAction(ByQueueUrl.extend({ Attributes: Texts }), ({ QueueUrl, Attributes }) => {
      const queue = queues.require(QueueUrl);
      if (Attributes.FifoQueue !== undefined) throw new SqsError("InvalidAttributeName", "FifoQueue cannot be changed.");
      queues.update(queue, { attributes: { ...queue.attributes, ...checkAttributes(context, Attributes, queue.fifo) } });
      polls.wake(queue.id);
      return {};
    }),
    PurgeQueue: defineAction(ByQueueUrl, ({ QueueUrl }) => {
      messages.purge(queues.require(QueueUrl));
      return {};
    }),
    TagQueue: defineAction(ByQueueUrl.extend({ Tags: Texts }), ({ QueueUrl, Tags }) => {
      const queue = queues.require(QueueUrl);
      queues.update(queue, { tags: { ...queue.tags, ...Tags } });
      return {};
    }),
    UntagQueue: defineAction(ByQueueUrl.extend({ TagKeys: z.array(z.string()) }), ({ QueueUrl, TagKeys }) => {
      const queue = queues.require(QueueUrl);
      queues.update(queue, { tags: Object.fromEntries(Object.entries(queue.tags).filter(([key]) => !TagKeys.includes(key))) });
      return {};
    }),
    ListQueueTags: defineAction(ByQueueUrl, ({ QueueUrl }) => ({ Tags: queues.require(QueueUrl).tags })),
  };
}

function requireSameAttributes(queue: Queue, wanted: Record<string, string>): void {
  const current = withDefaults(queue.attributes, queue.fifo);
  const different = Object.keys(wanted).find((name) => (current[name] ?? "") !== wanted[name]);
  if (different) {
    throw new SqsError("QueueNameExists", `A queue already exists with the same name and a different value for attribute ${different}`);
  }
}

function checkAttributes({ queues }: SqsContext, attributes: Record<string, string>, fifo: boolean): Record<string, string> {
  checkQueueAttributes(attributes, fifo);
  if (!attributes.RedrivePolicy) return attributes;
  const target = queues.findByArn(JSON.parse(attributes.RedrivePolicy).deadLetterTargetArn);
  if (target?.fifo === fifo) return attributes;
  const reason = target ? "Dead-letter queue must be same type of queue as the source." : "Dead letter target does not exist.";
  throw invalidParameter(`Value ${attributes.RedrivePolicy} for parameter RedrivePolicy is invalid. Reason: ${reason}`);
}

function readAttributes({ messages }: SqsContext, queue: Queue): Record<string, string> {
  const counts = messages.counts(queue);
  return {
    ...withDefaults(queue.attributes, queue.fifo),
    QueueArn: queue.arn,
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
  };
}

/** The token is the last name of the page before. */
function pageOf(found: Queue[], page: { MaxResults?: number | undefined; NextToken?: string | undefined }) {
  const after = found
    .map((queue) => queue.name)
    .sort()
    .filter((name) => name > (page.NextToken ?? ""));
  const names = after.slice(0, page.MaxResults ?? 1000);
  return { names, NextToken: page.MaxResults && after.length > names.length ? names.at(-1) : undefined };
}
