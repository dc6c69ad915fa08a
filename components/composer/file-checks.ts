import type { DialectOverrides } from "#core/csv/index";
import { errorSentence } from "../api/call-api.ts";
import type { CheckOptions, CheckProgress, FileCheck } from "../reading/file-check.ts";
import { dialectKey } from "./file-dialects.ts";

/** What a check depends on; nothing else that is set changes its answer. */
export interface CheckBasis {
  dialect: DialectOverrides | undefined;
  schema: unknown;
}

export type CheckState =
  | { kind: "running"; key: string; startedAt: number; progress: CheckProgress | null }
  | { kind: "done"; key: string; check: FileCheck; hasSchema: boolean }
  | { kind: "failed"; key: string; reason: string };

export type CheckFile = (file: File, options: CheckOptions) => Promise<FileCheck>;

export function checkKey({ dialect, schema }: CheckBasis): string {
  return `${dialectKey(dialect)} ${JSON.stringify(schema ?? null)}`;
}

/** Checks of whole files on this device, by file; the last of each is kept. */
export class FileChecks {
  readonly #check: CheckFile;
  #states: ReadonlyMap<File, CheckState> = new Map();
  readonly #running = new Map<File, AbortController>();
  readonly #listeners = new Set<() => void>();

  constructor(check: CheckFile) {
    this.#check = check;
  }

  readonly getStates = (): ReadonlyMap<File, CheckState> => this.#states;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async start(file: File, basis: CheckBasis): Promise<void> {
    this.cancel(file);
    const stop = new AbortController();
    const key = checkKey(basis);
    const startedAt = performance.now();
    this.#running.set(file, stop);
    this.#set(file, { kind: "running", key, startedAt, progress: null });
    const onProgress = (progress: CheckProgress) => {
      if (!stop.signal.aborted) this.#set(file, { kind: "running", key, startedAt, progress });
    };
    const [answer] = await Promise.allSettled([this.#check(file, { ...basis, onProgress, signal: stop.signal })]);
    if (this.#running.get(file) !== stop) return;
    this.#running.delete(file);
    if (answer.status === "rejected") this.#set(file, { kind: "failed", key, reason: errorSentence(answer.reason) });
    else this.#set(file, { kind: "done", key, check: answer.value, hasSchema: basis.schema !== undefined });
  }

  cancel(file: File): void {
    this.#running.get(file)?.abort();
    this.#running.delete(file);
    if (this.#states.has(file)) this.#set(file, null);
  }

  /** Without those that are not there any more. */
  keep(files: readonly File[]): void {
    for (const file of [...this.#states.keys()]) if (!files.includes(file)) this.cancel(file);
  }

  #set(file: File, state: CheckState | null): void {
    const states = new Map(this.#states);
    if (state) states.set(file, state);
    else states.delete(file);
    this.#states = states;
    for (const listener of this.#listeners) listener();
  }
}
