import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

export interface Statement<Row> {
  all(parameters: Record<string, SQLInputValue>): Row[];
  get(parameters: Record<string, SQLInputValue>): Row | undefined;
  run(parameters: Record<string, SQLInputValue>): { changes: number; lastInsertRowid: number };
}

export interface SqsDatabase {
  prepare<Row = never>(sql: string): Statement<Row>;
  /** Runs the work in one transaction; nested calls join the outer one. */
  transaction<T>(work: () => T): T;
  close(): void;
}

// A row's sequence is never used twice (AUTOINCREMENT): receipt handles and FIFO order are built on it.
const schema = `
CREATE TABLE IF NOT EXISTS queues (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  attributes TEXT NOT NULL,
  tags TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS messages (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  queue INTEGER NOT NULL REFERENCES queues (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  visible_at INTEGER NOT NULL,
  received_at INTEGER,
  first_received_at INTEGER,
  receives INTEGER NOT NULL DEFAULT 0,
  earlier_receives INTEGER NOT NULL DEFAULT 0,
  group_id TEXT,
  deduplication_id TEXT,
  source_arn TEXT,
  trace_header TEXT,
  attributes TEXT NOT NULL,
  body_md5 TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS messages_by_visibility ON messages (queue, visible_at, receives);
CREATE INDEX IF NOT EXISTS messages_by_age ON messages (queue, sent_at);
CREATE TABLE IF NOT EXISTS deduplications (
  queue INTEGER NOT NULL REFERENCES queues (id) ON DELETE CASCADE,
  scope TEXT NOT NULL,
  id TEXT NOT NULL,
  message TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (queue, scope, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS move_tasks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_arn TEXT NOT NULL,
  destination_arn TEXT,
  rate INTEGER,
  status TEXT NOT NULL,
  moved INTEGER NOT NULL DEFAULT 0,
  to_move INTEGER NOT NULL,
  failure TEXT,
  started_at INTEGER NOT NULL
) STRICT;
`;

/** A committed write survives the death of the process; only a power cut can take the last moments. */
export function openSqsDatabase(dir: string): SqsDatabase {
  mkdirSync(dir, { recursive: true });
  const db = new DatabaseSync(join(dir, "sqs.db"));
  db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;");
  db.exec(schema);
  const begin = db.prepare("BEGIN IMMEDIATE");
  const commit = db.prepare("COMMIT");
  const rollback = db.prepare("ROLLBACK");

  return {
    prepare<Row>(sql: string): Statement<Row> {
      const statement = db.prepare(sql);
      return {
        all: (parameters) => statement.all(parameters) as Row[],
        get: (parameters) => statement.get(parameters) as Row | undefined,
        run(parameters) {
          const { changes, lastInsertRowid } = statement.run(parameters);
          return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
        },
      };
    },
    transaction(work) {
      if (db.isTransaction) return work();
      begin.run();
      try {
        const result = work();
        commit.run();
        return result;
      } catch (error) {
        rollback.run();
        throw error;
      }
    },
    close: () => db.close(),
  };
}
