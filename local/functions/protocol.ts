/** What the host and a function's process say to each other. */
export type HostMessage = { type: "invoke"; requestId: string; event: unknown; deadline: number; trace: string };

export type RuntimeMessage =
  | { type: "ready" }
  | { type: "init-error"; error: FunctionError }
  | { type: "result"; requestId: string; result: unknown }
  | { type: "error"; requestId: string; error: FunctionError };

/** Lambda's shape of a failure. */
export interface FunctionError {
  errorType: string;
  errorMessage: string;
  trace: string[];
}

export class InvocationError extends Error {
  override readonly name = "InvocationError";
  readonly errorType: string;
  readonly trace: string[];

  constructor({ errorType, errorMessage, trace }: FunctionError) {
    super(`${errorType}: ${errorMessage}`);
    this.errorType = errorType;
    this.trace = trace;
  }
}
