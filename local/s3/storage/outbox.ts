import type { Database } from "./database.ts";

const batchSize = 10;
const deliveryTimeoutMs = 15_000;
const firstRetryMs = 100;
const longestRetryMs = 10_000;

export interface Notification {
  queueArn: string;
  body: string;
}

export type Deliver = (notification: Notification) => Promise<void>;

interface OutboxRow {
  readonly id: number;
  readonly queue_arn: string;
  readonly body: string;
  readonly attempts: number;
}

export type Outbox = ReturnType<typeof createOutbox>;

/**
 * Notifications owed. One is written in the transaction of the change it tells about and leaves the table only when `deliver`
 * resolved, so it is delivered at least once, across restarts. Without `deliver` they wait for a start that has one.
 */
export function createOutbox(database: Database, deliver: Deliver | undefined) {
  let timer: NodeJS.Timeout | undefined;
  let pumping: Promise<void> | undefined;
  let isClosed = false;
  const closing = Promise.withResolvers<string>();

  function wake(): void {
    if (deliver === undefined || isClosed || pumping !== undefined) return;
    clearTimeout(timer);
    pumping = pump(deliver).finally(() => {
      pumping = undefined;
      schedule();
    });
  }

  function schedule(): void {
    const next = database.get<{ due_ms: number | null }>("SELECT min(due_ms) AS due_ms FROM outbox")?.due_ms;
    if (isClosed || next === null || next === undefined) return;
    timer = setTimeout(wake, Math.max(0, next - Date.now()));
    timer.unref();
  }

  async function pump(send: Deliver): Promise<void> {
    while (!isClosed) {
      const due = database.all<OutboxRow>("SELECT * FROM outbox WHERE due_ms <= ? ORDER BY due_ms, id LIMIT ?", Date.now(), batchSize);
      if (due.length === 0) return;
      await Promise.all(due.map((row) => deliverOne(send, row)));
    }
  }

  async function deliverOne(send: Deliver, row: OutboxRow): Promise<void> {
    const reason = await attempt(send, { queueArn: row.queue_arn, body: row.body });
    if (reason === undefined) {
      database.run("DELETE FROM outbox WHERE id = ?", row.id);
      return;
    }
    if (row.attempts === 5) console.warn(`S3 events for ${row.queue_arn} cannot be delivered; still trying. ${reason}`);
    const delayMs = Math.min(longestRetryMs, firstRetryMs * 2 ** row.attempts);
    database.run("UPDATE outbox SET attempts = attempts + 1, due_ms = ? WHERE id = ?", Date.now() + delayMs, row.id);
  }

  /** Says why the notification was not delivered. */
  async function attempt(send: Deliver, notification: Notification): Promise<string | undefined> {
    const tooLong = Promise.withResolvers<string>();
    const timeout = setTimeout(() => tooLong.resolve(`No answer within ${deliveryTimeoutMs} ms.`), deliveryTimeoutMs);
    const sent = Promise.resolve(notification)
      .then(send)
      .then(() => undefined, String);
    const reason = await Promise.race([sent, tooLong.promise, closing.promise]);
    clearTimeout(timeout);
    return reason;
  }

  return {
    add: (notification: Notification) =>
      database.run("INSERT INTO outbox (queue_arn, body, due_ms) VALUES (?, ?, ?)", notification.queueArn, notification.body, Date.now()),
    wake,
    /** Delivers at once and says why it could not; for the test event, which S3 does not keep. */
    deliverNow: (notification: Notification) => (deliver ? attempt(deliver, notification) : Promise.resolve(undefined)),
    async close(): Promise<void> {
      isClosed = true;
      clearTimeout(timer);
      closing.resolve("The server is closing.");
      await pumping;
    },
  };
}
