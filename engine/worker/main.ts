import { rmSync } from "node:fs";
import type { WorkerMessage, WorkerRequest } from "../protocol.ts";
import { type Database, openDatabase } from "./database.ts";
import { watchLimits } from "./watch-limits.ts";

/**
 * The database's own process. It does what its parent asks and nothing else, and ends with it, however it ends; its folder goes
 * with it.
 */
let database: Promise<Database> | null = null;
let folder: string | null = null;

process.on("disconnect", end);
process.on("message", (request: WorkerRequest) => {
  void answer(request).then(send, (error: unknown) => send({ id: request.id, failure: toFailure(error) }));
});

async function answer(request: WorkerRequest): Promise<WorkerMessage> {
  const { id } = request;
  if (request.type === "open") {
    folder = request.options.folder;
    database = openDatabase(request.options);
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
