import type { JsonPlan } from "../detect/table-plan.ts";
import type { JsonShape, Kernel } from "../kernel/kernel.ts";

const wordBytes = 4;
const keyWords = 2;
/** No key starts with it: what stands for the second value of a key is not found by the kernel. */
const unfindable = 0;
/** `\u` and four digits are the longest that a UTF-16 code unit of a key can be. */
const longestUnit = 6;

/** A shape in the kernel's memory. It stops at everything that can be counted, until it is told otherwise. */
export function fillShape(kernel: Kernel, plan: JsonPlan, options: { maxRecordBytes: number; scratchBytes: number }): JsonShape {
  const { keys, layout } = plan;
  const columns = keys.length;
  const keysAt = kernel.alloc(columns * keyWords * wordBytes);
  const successorsAt = kernel.alloc((columns + 1) * wordBytes);
  for (let column = 0; column < columns; column++) kernel.words[successorsAt / wordBytes + column] = column + 1;
  kernel.words[successorsAt / wordBytes + columns] = 0;
  fillKeys(kernel, keysAt, keys);
  const scratch = kernel.alloc(options.scratchBytes);
  return {
    ...{ layout, columns, keysAt, successorsAt, maxRecordBytes: options.maxRecordBytes },
    ...{ scratch, scratchEnd: scratch + options.scratchBytes },
    ...{ stopAtNulls: true, stopAtMissingKeys: true, stopAtBlankLines: true, nulls: 0, missingKeys: 0 },
  };
}

function fillKeys(kernel: Kernel, keysAt: number, keys: readonly string[]): void {
  const encoder = new TextEncoder();
  const known = new Set<string>();
  const rooms = keys.map((key) => key.length * longestUnit + 2);
  let at = kernel.alloc(rooms.reduce((sum, room) => sum + room, 0));
  for (const [column, key] of keys.entries()) {
    const text = known.has(key) ? Uint8Array.of(unfindable) : encoder.encode(JSON.stringify(key));
    known.add(key);
    kernel.bytes.set(text, at);
    kernel.words.set([at, text.length], keysAt / wordBytes + column * keyWords);
    at += rooms[column] ?? 0;
  }
}

/** A column's key is looked for as it was spelled last: the same may stand there with escapes. */
export function spellKey({ bytes, words }: Kernel, { keysAt }: JsonShape, column: number, key: { from: number; to: number }): void {
  const word = keysAt / wordBytes + column * keyWords;
  bytes.copyWithin(words[word] ?? 0, key.from, key.to);
  words[word + 1] = key.to - key.from;
}
