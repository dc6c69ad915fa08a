import type { QueryExecution } from "@aws-sdk/client-athena";
import { AppError } from "#core/app-error";
import { isNamed } from "./expected-errors.ts";

/** @throws AppError query-failed, query-too-large, query-timeout, unavailable: why it did not succeed, in a sentence */
export function requireSucceeded({ Status }: QueryExecution): void {
  if (Status?.State === "SUCCEEDED") return;
  const reason = Status?.StateChangeReason ?? "";
  if (/bytes scanned limit/i.test(reason)) {
    const message = "Athena stopped the query: it scanned more than one query may. Ask for fewer columns or a shorter time.";
    throw new AppError("query-too-large", message);
  }
  if (/exhausted resources|EXCEEDED_(GLOBAL_)?MEMORY_LIMIT|EXCEEDED_LOCAL_MEMORY_LIMIT/i.test(reason)) {
    throw new AppError("query-too-large", "Athena ran out of memory over this query. Read, join or group fewer rows.");
  }
  if (/EXCEEDED_TIME_LIMIT|query timeout/i.test(reason)) {
    throw new AppError("query-timeout", "Athena stopped the query, since it took too long. Make it read or join fewer rows.");
  }
  if (Status?.State === "CANCELLED") throw new AppError("query-failed", "The query was stopped in Athena before it ended.");
  if (Status?.AthenaError?.Retryable === true) {
    throw new AppError("unavailable", "Athena could not run the query just now. Run it again.", {
      retryable: true,
      cause: new Error(reason),
    });
  }
  throw new AppError("query-failed", `The query failed in Athena. ${toSentence(reason)}`.trim());
}

/** @throws AppError query-failed for a statement that Athena does not take; anything else as it is */
export function requireReadable(error: unknown): never {
  if (!isNamed(error, "InvalidRequestException")) throw error;
  throw new AppError("query-failed", `Athena did not take the query. ${toSentence(error instanceof Error ? error.message : "")}`.trim(), {
    cause: error,
  });
}

/** Without its code, places in the translated text, which nobody has seen, and advice for those who sent it. */
function toSentence(reason: string): string {
  const [first = ""] = reason.split(/(?:This query ran against the|If a data manifest file was generated|You may need to manually clean)/);
  const plain = first
    .replace(/^[A-Z][A-Z0-9_]+: /, "")
    .replace(/^line \d+:\d+: /, "")
    .trim();
  return plain === "" || /[.!?]$/.test(plain) ? plain : `${plain}.`;
}
