import { AppError } from "#core/app-error";
import { StatementFailure, tooLarge } from "./engine-process.ts";

/**
 * A statement of our own that failed: for want of memory or disk, or else by our fault.
 * @throws always
 */
export function toEngineError(error: unknown): never {
  if (isTooLarge(error)) throw tooLarge(error);
  throw error instanceof StatementFailure ? new StatementFailure(withoutValues(error.message)) : error;
}

/** What is our fault is logged, where nothing of a row may stand: the database quotes values, and prints lines below its sentence. */
function withoutValues(message: string): string {
  const [sentence = ""] = message.split("\n", 1);
  return sentence.replaceAll(/'.*'|".*"/g, "…");
}

/** A user's statement that failed, by itself or as a part of ours. @throws always */
export function toQueryError(error: unknown, statement: string): never {
  if (!(error instanceof StatementFailure)) throw error;
  if (isTooLarge(error)) throw tooLarge(error);
  if (error.message.startsWith("Permission Error")) {
    throw new AppError("sql-not-allowed", "A query may read its tables and nothing else.", { cause: error });
  }
  throw new AppError("query-failed", toSentence(withoutOurs(error.message, statement)), { cause: error });
}

function isTooLarge(error: unknown): boolean {
  return (
    error instanceof StatementFailure && /^Out of Memory Error|failed to offload|max_temp_directory_size|No space left/i.test(error.message)
  );
}

/** A failure shows the piece of SQL that it is about. Nobody shall read SQL there that he did not write. */
function withoutOurs(message: string, statement: string): string {
  return message.replace(/\n+LINE \d+: (.*)(\n[ ^]*)?$/, (shown, piece: string) =>
    statement.includes(piece.replace(/^\.\.\.|\.\.\.$/g, "")) ? shown : "",
  );
}

const maxMessage = 1000;

/** The database's own words say what is wrong with a statement, and where. What it says of its settings is nobody's concern. */
function toSentence(message: string): string {
  const text = message.replace(/^([A-Z][\w ]*?) Error: /, "").trim();
  const cut = text.length > maxMessage ? `${text.slice(0, maxMessage)} …` : text;
  return `The query could not be run. ${cut}`;
}
