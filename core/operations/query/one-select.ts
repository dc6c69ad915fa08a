import { AppError } from "../../app-error.ts";

/** Whole stretches of a statement in which nothing means anything: quoted texts and names, and comments. */
const passages = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*|)\$[\s\S]*?\$\1\$|--[^\n\r]*|\/\*[\s\S]*?\*\//g;

/**
 * The one statement that a text consists of, if it can be a SELECT: what can be known without the database, which looks closer.
 * @throws AppError sql-not-allowed
 */
export function requireOneSelect(sql: string): string {
  if (sql.includes("\0")) throw notAllowed("A query holds no NUL characters.");
  const bare = sql.replace(passages, (passage) => (/^['"$]/.test(passage) ? "x".repeat(passage.length) : " ".repeat(passage.length)));
  const end = bare.indexOf(";");
  if (end !== -1 && /[^\s;]/.test(bare.slice(end))) throw notAllowed("A query is one statement; this has several.");
  const only = end === -1 ? bare : bare.slice(0, end);
  const word = /^[\s(]*(\w*)/.exec(only)?.[1]?.toUpperCase() ?? "";
  if (only.trim() === "") throw notAllowed("There is no query. Write a SELECT.");
  if (word !== "SELECT" && word !== "WITH") throw notAllowed("A query begins with SELECT or WITH, and does nothing but read.");
  if (!isBalanced(only)) throw notAllowed("A query is one SELECT: here a parenthesis is closed that was not opened.");
  return end === -1 ? sql : sql.slice(0, end);
}

/** What follows a parenthesis too many would not be a part of the SELECT any more. */
function isBalanced(text: string): boolean {
  let open = 0;
  for (const [mark] of text.matchAll(/[()]/g)) {
    open += mark === "(" ? 1 : -1;
    if (open < 0) return false;
  }
  return true;
}

function notAllowed(message: string): AppError {
  return new AppError("sql-not-allowed", message);
}
