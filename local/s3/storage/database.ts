import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { AppError } from "#core/app-error";
import { schema } from "./schema.ts";

export interface Database {
  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined;
  all<Row>(sql: string, ...values: SQLInputValue[]): Row[];
  /** Returns how many rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number;
  transaction<Result>(work: () => Result): Result;
  close(): void;
}

/** Opens the state of one server. The lock is the process's own, so a killed server leaves none behind. */
export function openDatabase(dir: string): Database {
  mkdirSync(dir, { recursive: true });
  const connection = new DatabaseSync(join(dir, "s3.sqlite"), { timeout: 1000 });
  const statements = new Map<string, StatementSync>();
  try {
    connection.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON");
    connection.exec(schema);
  } catch (cause) {
    connection.close();
    throw new AppError("unavailable", `The S3 state in ${dir} is in use by another server, or cannot be read.`, { cause });
  }

  function statement(sql: string): StatementSync {
    const prepared = statements.get(sql) ?? connection.prepare(sql);
    statements.set(sql, prepared);
    return prepared;
  }

  return {
    get: <Row>(sql: string, ...values: SQLInputValue[]) => statement(sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: SQLInputValue[]) => statement(sql).all(...values) as Row[],
    run: (sql, ...values) => Number(statement(sql).run(...values).changes),
    transaction<Result>(work: () => Result): Result {
      connection.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        connection.exec("COMMIT");
        return result;
      } catch (error) {
        connection.exec("ROLLBACK");
        throw error;
      }
    },
    close: () => connection.close(),
  };
}
