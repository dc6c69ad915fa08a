import { ApiError, isApiError } from "#core/api/api-error";
import { AppError, type ErrorCode, isAppError } from "#core/app-error";
import type { Arranged, RowsOrder, RowsRead, RowsSearch, RowsWanted } from "./table-reader.ts";

/** What the page asks the worker that reads a table. */
export type TableRequest =
  | { kind: "open"; bytes: number }
  | ({ kind: "rows" } & RowsWanted)
  | { kind: "arrange"; order: RowsOrder }
  | { kind: "find"; search: RowsSearch };

export interface TableAnswers {
  open: { rows: number; columns: readonly string[] };
  rows: RowsRead;
  arrange: Arranged;
  find: number | null;
}

export interface TableProgress {
  done: number;
  total: number;
}

/** `signed` answers `sign`: the page alone knows whose session it is. */
export type ToTableWorker =
  | { id: number; request: TableRequest }
  | { id: number; cancel: true }
  | { signed: number; url: string }
  | { signed: number; failure: TableFailure };

export type FromTableWorker =
  | { id: number; answer: TableAnswers[keyof TableAnswers] }
  | { id: number; progress: TableProgress }
  | { id: number; failure: TableFailure }
  | { sign: number };

/** An error on its way between threads, which keep neither class nor code. */
export type TableFailure =
  | { kind: "app"; code: ErrorCode; message: string }
  | { kind: "api"; code: string; message: string; status: number }
  | { kind: "aborted" }
  | { kind: "bug"; message: string };

export function toTableFailure(error: unknown): TableFailure {
  if (isAppError(error)) return { kind: "app", code: error.code, message: error.message };
  if (isApiError(error)) return { kind: "api", code: error.code, message: error.message, status: error.status };
  if (error instanceof DOMException && error.name === "AbortError") return { kind: "aborted" };
  return { kind: "bug", message: error instanceof Error ? `${error.message}\n${error.stack ?? ""}` : String(error) };
}

export function fromTableFailure(failure: TableFailure): Error {
  if (failure.kind === "app") return new AppError(failure.code, failure.message);
  if (failure.kind === "api") return new ApiError(failure.code, failure.message, failure.status);
  if (failure.kind === "aborted") return new DOMException("Nobody waits for it any more.", "AbortError");
  return new Error(`The worker that reads rows failed: ${failure.message}`);
}
