import { AppError } from "#core/app-error";
import { StatementFailure, tooLarge } from "./engine-process.ts";

/**
 * A statement of our own that failed: for want of memory or disk, or else by our fault.
 * @throws always
 */
export function toEngineError(error: unknown): never {
  throw isTooLarge(error) ? tooLarge(error) : error;
}

/** A user's statement that failed. @throws always */
export function toQueryError(error: unknown): never {
  if (!(error instanceof StatementFailure)) throw error;
  if (isTooLarge(error)) throw tooLarge(error);
  if (error.message.startsWith("Permission Error")) {
    throw new AppError("sql-not-allowed", "A query may read the tables of its job and nothing else.", { cause: error });
  }
  throw new AppError("query-failed", toSentence(error.message), { cause: error });
}

function isTooLarge(error: unknown): boolean {
  return (
    error instanceof StatementFailure && /^Out of Memory Error|failed to offload|max_temp_directory_size|No space left/i.test(error.message)
  );
}

const maxMessage = 1000;

/** The database's own words say what is wrong with a statement, and where. What it says of its settings is nobody's concern. */
function toSentence(message: string): string {
  const text = message.replace(/^([A-Z][\w ]*?) Error: /, "").trim();
  const cut = text.length > maxMessage ? `${text.slice(0, maxMessage)} …` : text;
  return `The query could not be run. ${cut}`;
}
