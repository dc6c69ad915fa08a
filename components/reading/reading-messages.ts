import { AppError, type ErrorCode, isAppError } from "#core/app-error";
import type { DialectOverrides } from "#core/csv/index";
import type { CheckOptions, CheckProgress, FileCheck } from "./file-check.ts";
import type { AnsweredLook } from "./inspect-file.ts";
import type { OutputPreview, PreviewOptions } from "./output-preview.ts";

/** What the page asks the worker. */
export type ReadingRequest =
  | { kind: "inspect"; file: File; dialect: DialectOverrides | undefined; wantsEarly: boolean }
  | ({ kind: "check"; file: File } & Omit<CheckOptions, "onProgress" | "signal">)
  | ({ kind: "preview"; files: readonly File[] } & Omit<PreviewOptions, "signal">);

export interface ReadingAnswers {
  inspect: AnsweredLook;
  check: FileCheck;
  preview: OutputPreview;
}

export type ToWorker = { id: number; request: ReadingRequest } | { id: number; cancel: true };

export type FromWorker =
  | { id: number; progress: CheckProgress }
  | { id: number; early: AnsweredLook }
  | { id: number; answer: ReadingAnswers[keyof ReadingAnswers] }
  | { id: number; failure: ReadingFailure };

/** An error on its way between threads, which keep neither class nor code. */
export type ReadingFailure =
  | { kind: "expected"; code: ErrorCode; message: string; line: number | undefined }
  | { kind: "aborted" }
  | { kind: "bug"; message: string };

export function toFailure(error: unknown): ReadingFailure {
  if (isAppError(error)) return { kind: "expected", code: error.code, message: error.message, line: error.line };
  if (error instanceof DOMException && error.name === "AbortError") return { kind: "aborted" };
  return { kind: "bug", message: error instanceof Error ? `${error.message}\n${error.stack ?? ""}` : String(error) };
}

export function fromFailure(failure: ReadingFailure): Error {
  if (failure.kind === "expected") {
    return new AppError(failure.code, failure.message, failure.line === undefined ? {} : { line: failure.line });
  }
  return failure.kind === "aborted" ? aborted() : new Error(`The reading worker failed: ${failure.message}`);
}

export function aborted(): DOMException {
  return new DOMException("Nobody waits for it any more.", "AbortError");
}
