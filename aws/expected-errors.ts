import { AppError } from "#core/app-error";

const transientCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ERR_STREAM_PREMATURE_CLOSE",
]);
const transientNames = new Set([
  "TimeoutError",
  "ThrottlingException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "LimitExceededException",
  "RequestThrottled",
  "SlowDown",
]);

interface SdkError {
  name: string;
  code?: unknown;
  $retryable?: unknown;
  $metadata?: { httpStatusCode?: number };
}

/** Runs one call of the SDK; an outage or throttling that its own retries did not outlast becomes `unavailable`, retryable. */
export async function callAws<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toExpected(error);
  }
}

/** Runs one conditional write; false where its condition does not hold. */
export async function holds(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await callAws(write);
    return true;
  } catch (error) {
    if (isNamed(error, "ConditionalCheckFailedException")) return false;
    throw error;
  }
}

/** An outage as `unavailable`; anything else as it is. */
export function toExpected(error: unknown): unknown {
  if (!isSdkError(error) || !isTransient(error)) return error;
  return new AppError("unavailable", "A service this needs did not answer. Try again in a moment.", { retryable: true, cause: error });
}

/** The HTTP status of a refusal by AWS, by which "not there" is told from the rest. */
export function statusOf(error: unknown): number | undefined {
  return isSdkError(error) ? error.$metadata?.httpStatusCode : undefined;
}

export function isNamed(error: unknown, ...names: string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

function isTransient(error: SdkError): boolean {
  const status = error.$metadata?.httpStatusCode ?? 0;
  if (status >= 500 || status === 429) return true;
  return error.$retryable !== undefined || transientNames.has(error.name) || transientCodes.has(String(error.code));
}

function isSdkError(error: unknown): error is SdkError {
  return error instanceof Error;
}
