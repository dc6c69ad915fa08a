import { z } from "zod";
import type { MoveTask, MoveTasks } from "./move-tasks.ts";
import type { Queue } from "./queue-registry.ts";
import { defineAction, type SqsActions, type SqsContext } from "./sqs-action.ts";
import { invalidParameter, SqsError } from "./sqs-error.ts";

const StartInput = z.object({
  SourceArn: z.string(),
  DestinationArn: z.string().optional(),
  MaxNumberOfMessagesPerSecond: z.int().min(1).max(500).optional(),
});

export function createMoveTaskActions({ queues, messages }: SqsContext, tasks: MoveTasks): SqsActions {
  function requireByArn(arn: string): Queue {
    const queue = queues.findByArn(arn);
    if (!queue) throw new SqsError("ResourceNotFoundException", `The queue ${arn} doesn't exist.`, 404);
    return queue;
  }

  return {
    StartMessageMoveTask: defineAction(StartInput, ({ SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond }) => {
      const source = requireByArn(SourceArn);
      if (!queues.all().some((queue) => queue.settings.redrive?.targetArn === source.arn)) {
        throw invalidParameter("Source queue must be configured as a Dead Letter Queue.");
      }
      const destination = DestinationArn === undefined ? undefined : requireByArn(DestinationArn);
      if (destination && destination.fifo !== source.fifo)
        throw invalidParameter("Source and destination must be queues of the same type.");
      const id = tasks.start({
        source_arn: source.arn,
        destination_arn: destination?.arn ?? null,
        rate: MaxNumberOfMessagesPerSecond ?? null,
        to_move: messages.counts(source).visible,
      });
      return { TaskHandle: toTaskHandle(id) };
    }),
    ListMessageMoveTasks: defineAction(
      z.object({ SourceArn: z.string(), MaxResults: z.int().min(1).max(10).default(1) }),
      ({ SourceArn, MaxResults }) => ({ Results: tasks.list(requireByArn(SourceArn).arn, MaxResults).map(toResult) }),
    ),
    CancelMessageMoveTask: defineAction(z.object({ TaskHandle: z.string() }), ({ TaskHandle }) => {
      const task = tasks.find(parseTaskHandle(TaskHandle));
      if (!task) throw new SqsError("ResourceNotFoundException", "Task does not exist.", 404);
      if (task.status !== "RUNNING") throw new SqsError("UnsupportedOperation", "Only active tasks can be cancelled.");
      tasks.cancel(task);
      return { ApproximateNumberOfMessagesMoved: task.moved };
    }),
  };
}

function toTaskHandle(id: number): string {
  return Buffer.from(`move-task:${id}`).toString("base64");
}

function parseTaskHandle(handle: string): number {
  const id = /^move-task:(\d{1,15})$/.exec(Buffer.from(handle, "base64").toString("latin1"))?.[1];
  if (id === undefined) throw invalidParameter("Value for parameter TaskHandle is invalid.");
  return Number(id);
}

function toResult(task: MoveTask): object {
  return {
    ...(task.status === "RUNNING" && { TaskHandle: toTaskHandle(task.id) }),
    Status: task.status,
    SourceArn: task.source_arn,
    DestinationArn: task.destination_arn ?? undefined,
    MaxNumberOfMessagesPerSecond: task.rate ?? undefined,
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.to_move,
    FailureReason: task.failure ?? undefined,
    StartedTimestamp: task.started_at,
  };
}
