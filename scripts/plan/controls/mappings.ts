import type { Plan, PlannedResource } from "../planned-resource.ts";
import { type Control, checkEach, type Problem, resourcesOf, unless } from "./control.ts";

const mappingType = "aws:lambda/eventSourceMapping:EventSourceMapping";
const queuesOfLambda = "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html";

interface Mapping {
  batchSize?: number;
  maximumBatchingWindowInSeconds?: number;
  functionResponseTypes?: string[];
  scalingConfig?: { maximumConcurrency?: number };
}

/** Asks every mapping; one whose queue or function is not in the plan cannot be asked, and says so. */
function checkMappings(
  plan: Plan,
  problemsOf: (mapping: Mapping, queue: PlannedResource, consumer: PlannedResource) => string[],
): Problem[] {
  const find = (type: string, arn: unknown) => resourcesOf(plan, type).find(({ inputs }) => String(arn).split(":").at(-1) === inputs.name);
  return checkEach(plan, mappingType, ({ inputs }) => {
    const queue = find("aws:sqs/queue:Queue", inputs.eventSourceArn);
    const consumer = find("aws:lambda/function:Function", inputs.functionName);
    return queue && consumer ? problemsOf(inputs, queue, consumer) : ["Its queue or its function is not in this plan."];
  });
}

export const mappingControls: Control[] = [
  {
    id: "mapping-visibility",
    title: "A message stays hidden for six timeouts of its function, and the time its batch is gathered",
    sources: [queuesOfLambda],
    check: (plan) =>
      checkMappings(plan, ({ maximumBatchingWindowInSeconds = 0 }, queue, consumer) => {
        const hidden = Number(queue.inputs.visibilityTimeoutSeconds ?? 30);
        const asked = 6 * Number(consumer.inputs.timeout ?? 3) + maximumBatchingWindowInSeconds;
        return unless(hidden >= asked, `${queue.name} hides a message for ${hidden} s; ${consumer.name} needs ${asked} s.`);
      }),
  },
  {
    id: "mapping-partial-batches",
    title: "A failed message takes no other of its batch along",
    sources: ["https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html"],
    check: (plan) =>
      checkMappings(plan, ({ functionResponseTypes = [] }) =>
        unless(functionResponseTypes.includes("ReportBatchItemFailures"), "Partial batch responses are not on."),
      ),
  },
  {
    id: "mapping-concurrency",
    title: "Every mapping says how many of its functions run at once",
    sources: ["https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html"],
    check: (plan) =>
      checkMappings(plan, ({ scalingConfig }) => {
        const most = scalingConfig?.maximumConcurrency;
        return unless(most !== undefined && most >= 2 && most <= 1000, "It has no maximumConcurrency between 2 and 1,000.");
      }),
  },
  {
    id: "mapping-reserve",
    title: "A function's reserve is no smaller than what its queue may ask of it",
    sources: ["https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html"],
    check: (plan) =>
      checkMappings(plan, ({ scalingConfig }, _, consumer) => {
        const reserved = Number(consumer.inputs.reservedConcurrentExecutions ?? -1);
        return unless(
          reserved < 0 || reserved >= (scalingConfig?.maximumConcurrency ?? 0),
          `${consumer.name} keeps ${reserved}, fewer than the mapping runs at once.`,
        );
      }),
  },
];
