import type { OperationInfo } from "#core/api/operations-api";

export interface KnownFile {
  name: string;
  /** Its header; null where it can be read on the server only. */
  columns: readonly string[] | null;
}

/** What a person most likely wants done with these files: what fits them best, else the first there is. */
export function suggestOperation(operations: readonly OperationInfo[], files: readonly KnownFile[]): OperationInfo | undefined {
  let best = operations[0];
  let bestScore = 0;
  for (const operation of operations) {
    const score = fitOf(operation, files);
    if (score > bestScore) [best, bestScore] = [operation, score];
  }
  return best;
}

function fitOf({ fits }: OperationInfo, files: readonly KnownFile[]): number {
  if (!fits || files.length === 0) return 0;
  const { names, columns, endings } = fits;
  if (endings && !files.every(({ name }) => endings.some((ending) => name.toLowerCase().endsWith(ending)))) return 0;
  if (columns && !files.every((file) => file.columns && columns.every((column) => file.columns?.includes(column)))) return 0;
  if (names && !areOfOneSet(names, files)) return 0;
  return (names ? 4 : 0) + (columns ? 2 : 0) + (endings ? 1 : 0);
}

/** Every file has a place in the set, and they are more than one kind of file. */
function areOfOneSet(names: readonly string[], files: readonly KnownFile[]): boolean {
  const slots = files.map((file) => slotOf(names, file.name)?.slot);
  return slots.every((slot) => slot !== undefined) && new Set(slots).size > 1;
}

/** Which of the patterns a name follows, and the date in it. */
export function slotOf(patterns: readonly string[], name: string): { slot: number; date: string } | null {
  for (const [slot, pattern] of patterns.entries()) {
    const found = toRegExp(pattern).exec(name);
    if (found) return { slot, date: found[1] ?? "" };
  }
  return null;
}

/** The patterns are the operations' own. */
function toRegExp(pattern: string): RegExp {
  const source = pattern
    .split(/(\*|\{date\})/)
    .map((part) => (part === "*" ? ".*" : part === "{date}" ? "(\\d{8})" : part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&")))
    .join("");
  return new RegExp(`^${source}$`);
}
