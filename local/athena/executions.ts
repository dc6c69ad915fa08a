import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type State = "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";

export interface ColumnInfo {
  Name: string;
  Label: string;
  Type: string;
  Precision: number;
  Scale: number;
  Nullable: "UNKNOWN";
  CaseSensitive: boolean;
}

/** One query, as it is kept. */
export interface Execution {
  id: string;
  sql: string;
  database: string;
  workgroup: string;
  token: string | null;
  state: State;
  reason: string | null;
  /** Whose fault a failure is: 1 the system's, 2 the user's. */
  errorCategory: 1 | 2 | null;
  outputLocation: string;
  submittedAt: number;
  completedAt: number | null;
  scannedBytes: number;
  columns: ColumnInfo[];
}

export interface Executions {
  get(id: string): Execution | undefined;
  byToken(token: string): Execution | undefined;
  /** Those that did not end: a process that was killed left them. */
  unfinished(): Execution[];
  put(execution: Execution): void;
}

/** A file for each query, written whole or not at all. */
export function openExecutions(dir: string): Executions {
  mkdirSync(dir, { recursive: true });
  const all = new Map<string, Execution>();
  for (const file of readdirSync(dir)) {
    if (!file.endsWith(".json")) continue;
    const execution = JSON.parse(readFileSync(join(dir, file), "utf8")) as Execution;
    all.set(execution.id, execution);
  }
  return {
    get: (id) => all.get(id),
    byToken: (token) => [...all.values()].find((execution) => execution.token === token),
    unfinished: () => [...all.values()].filter(({ state }) => state === "QUEUED" || state === "RUNNING"),
    put(execution) {
      const path = join(dir, `${execution.id}.json`);
      writeFileSync(`${path}.tmp`, JSON.stringify(execution));
      renameSync(`${path}.tmp`, path);
      all.set(execution.id, execution);
    },
  };
}
