import type { Queue } from "./queue-registry.ts";
import type { SqsDatabase } from "./sqs-database.ts";

export interface MessageRow {
  sequence: number;
  queue: number;
  id: string;
  sent_at: number;
  visible_at: number;
  received_at: number | null;
  first_received_at: number | null;
  /** Times received from this queue, and from the queues it was dead-lettered from. */
  receives: number;
  earlier_receives: number;
  group_id: string | null;
  deduplication_id: string | null;
  source_arn: string | null;
  trace_header: string | null;
  /** JSON of the message attributes. */
  attributes: string;
  body_md5: string;
  body: string;
}

export type NewMessage = Omit<MessageRow, "sequence" | "received_at" | "first_received_at" | "receives" | "earlier_receives">;

export interface Receipt {
  queueId: number;
  sequence: number;
  receives: number;
}

export interface MessageCounts {
  visible: number;
  inFlight: number;
  delayed: number;
}

export interface ReceiveOptions {
  limit: number;
  visibilityMs: number;
  /** Where messages go whose receives are spent. Without it they stay, as on SQS when that queue was deleted. */
  deadLetter: { queue: Queue; maxReceives: number } | undefined;
}

export interface MessageStore {
  /** Returns the sequence. */
  insert(message: NewMessage): number;
  receive(queue: Queue, options: ReceiveOptions): { messages: MessageRow[]; deadLettered: number };
  /** The message this receipt still stands for: not deleted, and not received again since. */
  find(receipt: Receipt): MessageRow | undefined;
  setVisibility(receipt: Receipt, visibleAt: number): void;
  delete(receipt: Receipt): void;
  purge(queue: Queue): void;
  counts(queue: Queue): MessageCounts;
  nextVisibleAt(queue: Queue): number | undefined;
  visible(queue: Queue, limit: number): MessageRow[];
}

const insertSql = `INSERT INTO messages (queue, id, sent_at, visible_at, group_id, deduplication_id, source_arn, trace_header, attributes, body_md5, body)
  VALUES (:queue, :id, :sent_at, :visible_at, :group_id, :deduplication_id, :source_arn, :trace_header, :attributes, :body_md5, :body)`;
const countSql = `SELECT count(*) FILTER (WHERE visible_at <= :now) AS visible,
  count(*) FILTER (WHERE visible_at > :now AND receives > 0) AS inFlight,
  count(*) FILTER (WHERE visible_at > :now AND receives = 0) AS delayed
  FROM messages WHERE queue = :queue`;
const visibleSql = "SELECT * FROM messages WHERE queue = :queue AND visible_at <= :now ORDER BY visible_at LIMIT :limit";
// A group with a message in flight (or delayed) holds its later ones back.
const visibleFifoSql = `SELECT * FROM messages WHERE queue = :queue AND visible_at <= :now AND group_id NOT IN
  (SELECT group_id FROM messages WHERE queue = :queue AND visible_at > :now) ORDER BY sequence LIMIT :limit`;
const byReceipt = "sequence = :sequence AND queue = :queueId AND receives = :receives";

export function createMessageStore(db: SqsDatabase): MessageStore {
  const insert = db.prepare(insertSql);
  const expire = db.prepare("DELETE FROM messages WHERE queue = :queue AND sent_at < :oldest");
  const visible = db.prepare<MessageRow>(visibleSql);
  const visibleFifo = db.prepare<MessageRow>(visibleFifoSql);
  const take = db.prepare(`UPDATE messages SET receives = receives + 1, visible_at = :visible_at, received_at = :now,
    first_received_at = coalesce(first_received_at, :now) WHERE sequence = :sequence`);
  const bury = db.prepare(`UPDATE messages SET queue = :target, source_arn = :source, visible_at = :now, sent_at = :sent_at,
    earlier_receives = earlier_receives + receives, receives = 0 WHERE sequence = :sequence`);
  const find = db.prepare<MessageRow>(`SELECT * FROM messages WHERE ${byReceipt}`);
  const setVisibility = db.prepare(`UPDATE messages SET visible_at = :visibleAt WHERE ${byReceipt}`);
  const remove = db.prepare(`DELETE FROM messages WHERE ${byReceipt}`);
  const purge = db.prepare("DELETE FROM messages WHERE queue = :queue");
  const counts = db.prepare<MessageCounts>(countSql);
  const next = db.prepare<{ at: number | null }>("SELECT min(visible_at) AS at FROM messages WHERE queue = :queue AND visible_at > :now");

  function dropExpired(queue: Queue, now: number): void {
    expire.run({ queue: queue.id, oldest: now - queue.settings.retentionMs });
  }

  function findVisible(queue: Queue, limit: number, now: number): MessageRow[] {
    return (queue.fifo ? visibleFifo : visible).all({ queue: queue.id, now, limit });
  }

  return {
    insert: (message) => insert.run({ ...message }).lastInsertRowid,
    receive: (queue, options) =>
      db.transaction(() => {
        const now = Date.now();
        dropExpired(queue, now);
        let deadLettered = 0;
        for (;;) {
          const found = findVisible(queue, options.limit, now);
          const { deadLetter } = options;
          const spent = deadLetter ? found.filter((row) => row.receives >= deadLetter.maxReceives) : [];
          if (!deadLetter || spent.length === 0) return { messages: found.map((row) => receiveRow(row, now, options)), deadLettered };
          for (const row of spent) {
            // SQS keeps a standard message's age through the dead-letter queue and restarts a FIFO one's.
            const sent_at = queue.fifo ? now : row.sent_at;
            bury.run({ sequence: row.sequence, target: deadLetter.queue.id, source: queue.arn, now, sent_at });
          }
          deadLettered += spent.length;
        }
      }),
    find: (receipt) => find.get({ ...receipt }),
    setVisibility: (receipt, visibleAt) => void setVisibility.run({ ...receipt, visibleAt }),
    delete: (receipt) => void remove.run({ ...receipt }),
    purge: (queue) => void purge.run({ queue: queue.id }),
    counts(queue) {
      const now = Date.now();
      dropExpired(queue, now);
      return counts.get({ queue: queue.id, now }) ?? { visible: 0, inFlight: 0, delayed: 0 };
    },
    nextVisibleAt: (queue) => next.get({ queue: queue.id, now: Date.now() })?.at ?? undefined,
    visible: (queue, limit) => findVisible(queue, limit, Date.now()),
  };

  function receiveRow(row: MessageRow, now: number, { visibilityMs }: ReceiveOptions): MessageRow {
    const visible_at = now + visibilityMs;
    take.run({ sequence: row.sequence, visible_at, now });
    return { ...row, visible_at, received_at: now, first_received_at: row.first_received_at ?? now, receives: row.receives + 1 };
  }
}

/** FIFO sequence numbers have 20 digits and grow. */
export function toSequenceNumber(sequence: number): string {
  return String(sequence).padStart(20, "0");
}
