import { type QueueSettings, toQueueSettings } from "./queue-attributes.ts";
import type { SqsDatabase } from "./sqs-database.ts";
import { SqsError } from "./sqs-error.ts";

export interface Queue {
  readonly id: number;
  readonly name: string;
  readonly arn: string;
  readonly fifo: boolean;
  readonly attributes: Record<string, string>;
  readonly tags: Record<string, string>;
  readonly settings: QueueSettings;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export interface QueueRegistry {
  all(): Queue[];
  find(name: string): Queue | undefined;
  findByArn(arn: string): Queue | undefined;
  /** The host and port in a queue's URL are ignored: a URL from before a restart still names its queue. */
  require(url: string): Queue;
  create(name: string, attributes: Record<string, string>, tags: Record<string, string>): Queue;
  update(queue: Queue, change: Partial<Pick<Queue, "attributes" | "tags">>): Queue;
  remove(queue: Queue): void;
}

interface QueueRow {
  id: number;
  name: string;
  attributes: string;
  tags: string;
  created_at: number;
  modified_at: number;
}

export function createQueueRegistry(db: SqsDatabase, account: { id: string; region: string }): QueueRegistry {
  const insert = db.prepare(
    "INSERT INTO queues (name, attributes, tags, created_at, modified_at) VALUES (:name, :attributes, :tags, :now, :now)",
  );
  const save = db.prepare("UPDATE queues SET attributes = :attributes, tags = :tags, modified_at = :now WHERE id = :id");
  const drop = db.prepare("DELETE FROM queues WHERE id = :id");
  const arnPrefix = `arn:aws:sqs:${account.region}:${account.id}:`;

  const queues = new Map<string, Queue>();
  for (const row of db.prepare<QueueRow>("SELECT * FROM queues ORDER BY name").all({})) keep(toQueue(row));

  function toQueue(row: QueueRow): Queue {
    const attributes: Record<string, string> = JSON.parse(row.attributes);
    const fifo = row.name.endsWith(".fifo");
    return {
      id: row.id,
      name: row.name,
      arn: arnPrefix + row.name,
      fifo,
      attributes,
      tags: JSON.parse(row.tags),
      settings: toQueueSettings(attributes, fifo),
      createdAt: row.created_at,
      modifiedAt: row.modified_at,
    };
  }

  function keep(queue: Queue): Queue {
    queues.set(queue.name, queue);
    return queue;
  }

  return {
    all: () => [...queues.values()],
    find: (name) => queues.get(name),
    findByArn: (arn) => (arn.startsWith(arnPrefix) ? queues.get(arn.slice(arnPrefix.length)) : undefined),
    require(url) {
      const [, accountId, name] = /\/(\d{12})\/([\w.-]+)\/?$/.exec(url) ?? [];
      if (!name) throw new SqsError("InvalidAddress", `The address ${url} is not valid for this endpoint.`);
      const queue = accountId === account.id ? queues.get(name) : undefined;
      if (!queue) throw new SqsError("QueueDoesNotExist", "The specified queue does not exist.");
      return queue;
    },
    create(name, attributes, tags) {
      const now = Date.now();
      const row = { name, attributes: JSON.stringify(attributes), tags: JSON.stringify(tags), now };
      const { lastInsertRowid } = insert.run(row);
      return keep(toQueue({ ...row, id: lastInsertRowid, created_at: now, modified_at: now }));
    },
    update(queue, { attributes = queue.attributes, tags = queue.tags }) {
      const now = Date.now();
      save.run({ id: queue.id, attributes: JSON.stringify(attributes), tags: JSON.stringify(tags), now });
      return keep({ ...queue, attributes, tags, settings: toQueueSettings(attributes, queue.fifo), modifiedAt: now });
    },
    remove(queue) {
      drop.run({ id: queue.id });
      queues.delete(queue.name);
    },
  };
}
