import { isApiError } from "#core/api/api-error";
import { isAppError } from "#core/app-error";
import { isSystemError, systemSentence } from "./files/system-error.ts";
import { printable } from "./terminal/printable.ts";
import { UsageError } from "./usage-error.ts";

/** A failure as the report and the terminal tell it. */
export interface Failure {
  code: string;
  message: string;
  line?: number;
}

/** A failure as a terminal shows it. A trace keeps its lines; whatever else comes from a file or a server is one. */
export function failureLine({ code, message }: Failure): string {
  return `sluice: ${code === "internal" ? message : printable(message)}`;
}

/** The one mapper of this edge: whatever was thrown, as a code and a sentence. */
export function toFailure(error: unknown): Failure {
  if (isAppError(error)) return { code: error.code, message: error.message, ...(error.line === undefined ? {} : { line: error.line }) };
  if (error instanceof UsageError) return { code: "invalid-request", message: error.message };
  if (isApiError(error)) return { code: error.code, message: error.message };
  if (isSystemError(error)) {
    return error.code === "EPIPE" ? { code: "reader-gone", message: "" } : { code: "unavailable", message: systemSentence(error) };
  }
  if (error instanceof DOMException && error.name === "AbortError") return { code: "cancelled", message: "Interrupted." };
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: "internal", message: `This is an error in sluice itself. Please report it with these lines:\n${trace}` };
}
