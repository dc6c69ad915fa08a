import { AppError } from "../app-error.ts";
import type { Problem } from "./requests.ts";
import { type ProblemCode, TransportError } from "./transport-error.ts";

/** Every code's HTTP status and title. The compiler says when one is missing. */
const kinds: Record<ProblemCode, readonly [status: number, title: string]> = {
  "invalid-request": [400, "The request cannot be read"],
  "unknown-operation": [422, "There is no such operation"],
  "unknown-format": [422, "There is no such format"],
  "no-such-column": [422, "There is no such column"],
  "no-such-recipe": [422, "There is no such recipe"],
  "sql-not-allowed": [422, "This SQL is not allowed"],
  "invalid-webhook": [422, "The webhook's address cannot be used"],
  "needs-server": [422, "This runs on a server only"],
  "too-many-files": [422, "Too many files"],
  "file-too-large": [413, "The file is too large"],
  "sample-too-large": [413, "The sample is too large"],
  "body-too-large": [413, "The request's body is too large"],
  "idempotency-mismatch": [422, "The idempotency key belongs to another request"],
  "unsupported-media-type": [415, "This content type is not understood"],
  "method-not-allowed": [405, "This method is not allowed here"],
  "no-session": [401, "There is no session"],
  "invalid-key": [401, "The API key is not valid"],
  "not-allowed": [403, "The API key does not allow this"],
  "invalid-link": [401, "The link is not valid"],
  "link-used-up": [410, "The link cannot be used any more"],
  "invalid-ticket": [401, "The ticket is not valid"],
  "foreign-origin": [403, "The call came from another website"],
  "not-found": [404, "There is no such thing here"],
  "rate-limited": [429, "Too many requests"],
  "quota-exceeded": [429, "The quota is used up"],
  "too-many-jobs": [429, "Too many jobs at a time"],
  "wrong-state": [409, "The job's state does not allow it"],
  "upload-gone": [409, "The uploaded file is gone"],
  conflict: [409, "Something else changed it at the same time"],
  "size-mismatch": [422, "The file has another size than declared"],
  "empty-file": [422, "The file is empty"],
  "binary-file": [422, "The file is not text"],
  "unsupported-file": [422, "This kind of file is not supported"],
  "unknown-encoding": [422, "The file's encoding is unknown"],
  "truncated-archive": [422, "The archive is cut off or damaged"],
  "archive-too-large": [422, "The archive grows too large"],
  "too-many-columns": [422, "The file has too many columns"],
  "header-too-long": [422, "The header is too long"],
  "record-too-long": [422, "A record is too long"],
  unaccounted: [500, "Not every row is accounted for"],
  "stopped-at-bad-row": [422, "The job stopped at a bad row"],
  "missing-key-column": [422, "The key column is missing"],
  "wrong-columns": [422, "The file has other columns than expected"],
  "set-incomplete": [422, "Files of the set are missing"],
  "set-date-mismatch": [422, "The files are of another date"],
  "set-too-large": [422, "The set is too large"],
  "query-failed": [422, "The query failed"],
  "query-too-large": [422, "The query needs too much memory"],
  "query-timeout": [422, "The query took too long"],
  "no-such-table": [422, "There is no such table"],
  "too-many-partitions": [422, "The rows are of too many hours"],
  "invalid-dataset": [422, "The dataset cannot be called that"],
  cancelled: [409, "The job was cancelled"],
  stalled: [503, "The job stalled"],
  unavailable: [503, "A part of the service cannot be reached"],
  internal: [500, "The service failed"],
};

export interface ProblemAnswer {
  problem: Problem;
  headers: Readonly<Record<string, string>>;
}

export const problemContentType = "application/problem+json";

/** Seconds after which a call that failed for a passing reason may be made again. */
const retryAfterSeconds = 2;

/** Any failure as problem details (RFC 9457). What is not an expected failure shows nothing but the request's id. */
export function toProblem(error: unknown, requestId: string): ProblemAnswer {
  if (error instanceof TransportError) return { problem: createProblem(error.code, error.message), headers: error.headers };
  if (error instanceof AppError) {
    return {
      problem: createProblem(error.code, error.message),
      headers: error.retryable ? { "retry-after": String(retryAfterSeconds) } : {},
    };
  }
  const detail = `The call failed on our side, and it was logged. Try again; if it fails again, report the request id ${requestId}.`;
  return { problem: createProblem("internal", detail), headers: {} };
}

/** 503 with the parts that do not work; the answer of a health check carries the checks beside it. */
export function toUnhealthyProblem(parts: readonly string[]): Problem {
  return createProblem("unavailable", `Not working: ${parts.join(", ")}.`);
}

function createProblem(code: ProblemCode, detail: string): Problem {
  const [status, title] = kinds[code];
  return { type: `urn:sluice:problem:${code}`, title, status, code, detail };
}
