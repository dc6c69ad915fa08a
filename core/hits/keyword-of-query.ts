import { piecesOf } from "./pieces-of.ts";

/**
 * The keyword in a query string: the first of the parameters that is not empty, decoded as forms are sent (WHATWG
 * application/x-www-form-urlencoded: UTF-8, `+` is a blank, an escape that is none stays), trimmed, runs of blanks made one.
 */
export function keywordOfQuery(query: string, parameters: readonly string[], { foldCase }: { foldCase: boolean }): string | null {
  for (const parameter of parameters) {
    for (const piece of piecesOf(query, "&")) {
      const value = valueNamed(piece, parameter);
      if (value === "") continue;
      const keyword = value.trim().replace(/\s+/g, " ");
      if (keyword !== "") return foldCase ? keyword.toLowerCase() : keyword;
    }
  }
  return null;
}

/** The value of one `name=value`; empty where the name is another. */
function valueNamed(piece: string, parameter: string): string {
  const end = piece.indexOf("=");
  const name = end === -1 ? piece : piece.slice(0, end);
  if (end === piece.length - 1 || (name !== parameter && !/[%+]/.test(name))) return "";
  // The question mark in front: without one, a first one of the piece's own would be lost.
  return new URLSearchParams(`?${piece}`).get(parameter) ?? "";
}
