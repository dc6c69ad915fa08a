import type { Queue } from "./queue-registry.ts";
import type { SqsDatabase } from "./sqs-database.ts";

interface SentBefore {
  id: string;
  message: string;
  sequence: number;
}

export interface Deduplication {
  find(queue: Queue, groupId: string | undefined, id: string): SentBefore | undefined;
  remember(queue: Queue, groupId: string | undefined, sent: SentBefore): void;
}

const intervalMs = 5 * 60 * 1000;

export function createDeduplication(db: SqsDatabase): Deduplication {
  const forget = db.prepare("DELETE FROM deduplications WHERE queue = :queue AND expires_at <= :now");
  const find = db.prepare<SentBefore>(
    "SELECT id, message, sequence FROM deduplications WHERE queue = :queue AND scope = :scope AND id = :id",
  );
  const insert = db.prepare(
    "INSERT INTO deduplications (queue, scope, id, message, sequence, expires_at) VALUES (:queue, :scope, :id, :message, :sequence, :expires_at)",
  );
  const scopeOf = (queue: Queue, groupId = "") => (queue.settings.deduplicatePerGroup ? groupId : "");

  return {
    find(queue, groupId, id) {
      forget.run({ queue: queue.id, now: Date.now() });
      return find.get({ queue: queue.id, scope: scopeOf(queue, groupId), id });
    },
    remember(queue, groupId, sent) {
      insert.run({ queue: queue.id, scope: scopeOf(queue, groupId), ...sent, expires_at: Date.now() + intervalMs });
    },
  };
}
