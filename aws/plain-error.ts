import { isAppError } from "#core/app-error";

/** An error as an object of the log. */
export interface PlainError {
  name: string;
  message: string;
  stack?: string | undefined;
  code?: string;
  retryable?: boolean;
  /** What AWS said of a refused call, so that its support can find it. */
  aws?: { status?: number | undefined; requestId?: string | undefined };
  cause?: PlainError;
  errors?: PlainError[];
}

const deepestCause = 5;
const maxErrors = 10;

/**
 * Name, message, stack and causes of whatever was thrown. Nothing else an error may carry comes along, because the SDK's
 * carry whole requests and answers.
 */
export function toPlainError(thrown: unknown, depth = 0): PlainError {
  if (!(thrown instanceof Error)) return { name: typeof thrown, message: String(thrown) };
  const { name, message, stack, cause } = thrown;
  const goOn = depth < deepestCause;
  return {
    name,
    message,
    stack,
    ...codeOf(thrown),
    ...awsAnswerOf(thrown),
    ...(goOn && cause !== undefined && { cause: toPlainError(cause, depth + 1) }),
    ...(goOn &&
      thrown instanceof AggregateError && { errors: thrown.errors.slice(0, maxErrors).map((one) => toPlainError(one, depth + 1)) }),
  };
}

function codeOf(error: Error): Pick<PlainError, "code" | "retryable"> {
  if (isAppError(error)) return { code: error.code, retryable: error.retryable };
  return "code" in error && typeof error.code === "string" ? { code: error.code } : {};
}

function awsAnswerOf(error: Error & { $metadata?: { httpStatusCode?: number; requestId?: string } }): Pick<PlainError, "aws"> {
  const { $metadata: answer } = error;
  return answer ? { aws: { status: answer.httpStatusCode, requestId: answer.requestId } } : {};
}
