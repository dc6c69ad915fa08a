/**
 * Every expected failure of the product, by code. The list is closed: an edge (HTTP, queue, socket, page) maps each code
 * once, and the compiler says when one is missing.
 */
export const errorCodes = [
  // asked for in a way that cannot be done
  "invalid-request",
  "unknown-operation",
  "unknown-format",
  "no-such-column",
  "no-such-recipe",
  "sql-not-allowed",
  "invalid-webhook",
  "needs-server",
  "too-many-files",
  "file-too-large",
  "sample-too-large",
  "idempotency-mismatch",
  // who may do what
  "no-session",
  "invalid-key",
  "not-allowed",
  "invalid-link",
  "link-used-up",
  "invalid-ticket",
  "foreign-origin",
  "not-found",
  "rate-limited",
  "quota-exceeded",
  "too-many-jobs",
  // a job's state does not allow it
  "wrong-state",
  "upload-gone",
  "conflict",
  // the file that arrived
  "size-mismatch",
  "empty-file",
  "binary-file",
  "unsupported-file",
  "unknown-encoding",
  "truncated-archive",
  "archive-too-large",
  "too-many-columns",
  "header-too-long",
  "record-too-long",
  "unaccounted",
  "stopped-at-bad-row",
  "missing-key-column",
  "wrong-columns",
  // several files that belong together
  "set-incomplete",
  "set-date-mismatch",
  "set-too-large",
  // a query
  "query-failed",
  "query-too-large",
  "query-timeout",
  "no-such-table",
  // the lake
  "too-many-partitions",
  "invalid-dataset",
  // the run
  "cancelled",
  "stalled",
  "unavailable",
  "internal",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Of a job's failures those that no file and no user can cause: somebody has to look. */
export const ownFailures: readonly ErrorCode[] = ["stalled", "internal", "unavailable", "unaccounted"];

export interface AppErrorOptions {
  /** True when the same call may succeed later without anything being changed (throttling, an outage). */
  retryable?: boolean;
  /** Where in the file, when the failure has a place: a 1-based physical line. */
  line?: number;
  cause?: unknown;
}

/** An expected failure: `message` is a sentence that may be shown to the user as it is. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly line: number | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.line = options.line;
  }
}

export function isAppError(error: unknown): error is AppError {
  return error instanceof AppError;
}
