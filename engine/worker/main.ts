import { rmSync } from "node:fs";
import type { WorkerMessage, WorkerOptions, WorkerRequest } from "../protocol.ts";
import type { Database } from "./database.ts";
import { watchLimits } from "./watch-limits.ts";

/** Where this program is, for the one that starts it. */
export const workerUrl = import.meta.url;

let database: Promise<Database> | null = null;
let folder: string | null = null;

/**
 * The database's own process. It does what its parent asks and nothing else, and ends with it, however it ends; its folder goes
 * with it.
 */
export function startWorker(): void {
  process.on("disconnect", end);
  process.on("message", (request: WorkerRequest) => {
    void answer(request).then(send, (error: unknown) => send({ id: request.id, failure: toFailure(error) }));
  });
}

async function answer(request: WorkerRequest): Promise<WorkerMessage> {
  const { id } = request;
  if (request.type === "open") {
    folder = request.options.folder;
    database = open(request.options);
    await database;
    watchLimits(request.options, (over) => {
      send({ over });
      end();
    });
    return { id, answer: { changed: 0 } };
  }
  if (!database) throw new Error("The database was not opened.");
  const opened = await database;
  if (request.type === "interrupt") {
    opened.interrupt(request.target);
    return { id, answer: { changed: 0 } };
  }
  if (request.type === "columns") return { id, answer: { changed: 0, columns: await opened.columns(request.sql) } };
  return { id, answer: await opened.run(id, request.sql, request.rows ?? false) };
}

/** The library is loaded here, where it can do no harm to the parent. */
async function open(options: WorkerOptions): Promise<Database> {
  const { openDatabase } = await import("./database.ts");
  return await openDatabase(options);
}

function send(message: WorkerMessage): void {
  process.send?.(message);
}

/** Not by exit, which waits for threads that may never end. */
function end(): void {
  if (folder) rmSync(folder, { recursive: true, force: true });
  process.kill(process.pid, "SIGKILL");
}

function toFailure(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
