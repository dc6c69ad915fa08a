import type { ColumnRules } from "./schema.ts";

type Pattern = NonNullable<ColumnRules["pattern"]>;
/** Whether a cell (UTF-8) matches the pattern of its column. */
export type CellPatterns = ReadonlyMap<ColumnRules, (cell: Uint8Array) => boolean>;

/** The patterns of a schema whose patterns are known to be well-formed. */
export async function compilePatterns(columns: readonly ColumnRules[]): Promise<CellPatterns> {
  const patterns = new Map<ColumnRules, (cell: Uint8Array) => boolean>();
  for (const rules of columns) if (rules.pattern) patterns.set(rules, await compilePattern(rules.pattern));
  return patterns;
}

/** What keeps a pattern from being a regular expression; null for nothing. */
export async function findPatternFault(pattern: Pattern): Promise<string | null> {
  const { RE2JSException } = await loadExpressions();
  try {
    await compilePattern(pattern);
    return null;
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return error.message;
  }
}

/**
 * In RE2's syntax, whose expressions take linear time whatever they are held against: one from a stranger must not stop a
 * worker.
 */
export async function compilePattern({ source, whole }: Pattern): Promise<(cell: Uint8Array) => boolean> {
  const { RE2JS } = await loadExpressions();
  const expression = RE2JS.compile(RE2JS.translateRegExp(source));
  return whole ? (cell) => expression.testExact(cell) : (cell) => expression.test(cell);
}

/** Loading takes longer than a small file does, and few schemas have patterns. */
async function loadExpressions() {
  return await import("re2js");
}
