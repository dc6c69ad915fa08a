import { randomUUID } from "node:crypto";
import type { MessageRow } from "./message-store.ts";
import type { Queue } from "./queue-registry.ts";
import type { SqsContext } from "./sqs-action.ts";
import { SqsError } from "./sqs-error.ts";

export type MoveTaskStatus = "RUNNING" | "COMPLETED" | "CANCELLED" | "FAILED";

export interface MoveTask {
  id: number;
  source_arn: string;
  destination_arn: string | null;
  /** Messages a second; null moves as fast as it can. */
  rate: number | null;
  status: MoveTaskStatus;
  moved: number;
  to_move: number;
  failure: string | null;
  started_at: number;
}

export interface MoveTasks {
  start(task: Pick<MoveTask, "source_arn" | "destination_arn" | "rate" | "to_move">): number;
  find(id: number): MoveTask | undefined;
  cancel(task: MoveTask): void;
  list(sourceArn: string, limit: number): MoveTask[];
  close(): void;
}

const sliceSize = 100;

/** Tasks that were running when the process ended go on when it starts again. */
export function createMoveTasks(context: SqsContext): MoveTasks {
  const { db, queues, messages, polls } = context;
  const insert = db.prepare(`INSERT INTO move_tasks (source_arn, destination_arn, rate, status, to_move, started_at)
    VALUES (:source_arn, :destination_arn, :rate, 'RUNNING', :to_move, :now)`);
  const find = db.prepare<MoveTask>("SELECT * FROM move_tasks WHERE id = :id");
  const list = db.prepare<MoveTask>("SELECT * FROM move_tasks WHERE source_arn = :sourceArn ORDER BY id DESC LIMIT :limit");
  const running = db.prepare<MoveTask>("SELECT * FROM move_tasks WHERE status = 'RUNNING'");
  const count = db.prepare("UPDATE move_tasks SET moved = moved + :moved WHERE id = :id");
  const end = db.prepare("UPDATE move_tasks SET status = :status, failure = :failure WHERE id = :id AND status = 'RUNNING'");
  const timers = new Map<number, NodeJS.Timeout>();
  for (const task of running.all({})) schedule(task, 0);

  function schedule(task: MoveTask, delayMs: number): void {
    timers.set(
      task.id,
      setTimeout(() => step(task), delayMs),
    );
  }

  function step(task: MoveTask): void {
    timers.delete(task.id);
    const size = task.rate === null ? sliceSize : Math.max(1, Math.floor(task.rate / 10));
    const outcome = db.transaction(() => moveSlice(task, size));
    for (const id of outcome.destinations) polls.wake(id);
    if (outcome.status === "RUNNING") schedule(task, task.rate === null ? 0 : (1000 * size) / task.rate);
  }

  function moveSlice(task: MoveTask, size: number): { status: MoveTaskStatus; destinations: Set<number> } {
    const destinations = new Set<number>();
    const finish = (status: MoveTaskStatus, failure: string | null = null) => {
      end.run({ id: task.id, status, failure });
      return { status, destinations };
    };
    const source = queues.findByArn(task.source_arn);
    if (!source) return finish("FAILED", "AWS.SimpleQueueService.NonExistentQueue");
    const rows = messages.visible(source, size);
    for (const row of rows) {
      const arn = task.destination_arn ?? row.source_arn;
      if (!arn) return finish("FAILED", "CouldNotDetermineMessageSource");
      const destination = queues.findByArn(arn);
      if (!destination) return finish("FAILED", "AWS.SimpleQueueService.NonExistentQueue");
      moveOne(row, destination);
      destinations.add(destination.id);
      count.run({ id: task.id, moved: 1 });
    }
    return rows.length < size ? finish("COMPLETED") : { status: "RUNNING", destinations };
  }

  /** SQS gives a redriven message a new id, a new age and a fresh receive count. */
  function moveOne(row: MessageRow, destination: Queue): void {
    const { sequence, queue, received_at, first_received_at, receives, earlier_receives, ...kept } = row;
    messages.delete({ queueId: queue, sequence, receives });
    const now = Date.now();
    messages.insert({ ...kept, id: randomUUID(), queue: destination.id, sent_at: now, visible_at: now, source_arn: null });
  }

  return {
    start(task) {
      if (list.get({ sourceArn: task.source_arn, limit: 1 })?.status === "RUNNING") {
        throw new SqsError("UnsupportedOperation", "There is already a task running for this source queue.");
      }
      const id = insert.run({ ...task, now: Date.now() }).lastInsertRowid;
      const started = find.get({ id });
      if (started) schedule(started, 0);
      return id;
    },
    find: (id) => find.get({ id }),
    cancel(task) {
      clearTimeout(timers.get(task.id));
      timers.delete(task.id);
      end.run({ id: task.id, status: "CANCELLED", failure: null });
    },
    list: (sourceArn, limit) => list.all({ sourceArn, limit }),
    close() {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
