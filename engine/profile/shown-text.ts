/** Characters of a value that a profile says: a cell may hold a megabyte. */
const longest = 120;

/** In SQL: as much of a value as is said, and one character more where there is more. */
export function startOf(text: string): string {
  return `left(${text}, ${longest + 1})`;
}

/** What came of `startOf`, as people read it. */
export function toShownText(start: string): string {
  const characters = [...start];
  return characters.length > longest ? `${characters.slice(0, longest).join("")}…` : start;
}
