/** An answer of the server that is no success, or none at all: `message` may be shown as it is. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** The problem's code, or `unavailable` when no answer came. */
  readonly code: string;
  /** 0 when no answer came. */
  readonly status: number;

  constructor(code: string, message: string, status: number, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = status;
  }

  /** Whether the very same call may succeed later. */
  get retryable(): boolean {
    return this.status === 0 || this.status >= 500 || (this.status === 429 && this.code !== "quota-exceeded");
  }
}

export function isApiError(error: unknown): error is ApiError {
  return error instanceof ApiError;
}
