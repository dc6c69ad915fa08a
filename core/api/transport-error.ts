import type { ErrorCode } from "../app-error.ts";

/** What only HTTP can get wrong, before any verb is asked. */
export const transportCodes = ["method-not-allowed", "unsupported-media-type", "body-too-large"] as const;

export type ProblemCode = ErrorCode | (typeof transportCodes)[number];

/** A refusal at the HTTP edge, with the headers its answer must carry (Allow, Retry-After). */
export class TransportError extends Error {
  override readonly name = "TransportError";
  readonly code: ProblemCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.code = code;
    this.headers = headers;
  }
}
