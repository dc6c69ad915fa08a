import type { Kernel } from "../kernel/kernel.ts";
import type { Cell } from "./record-driver.ts";
import { undouble } from "./unescape-cell.ts";

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** Cells as text; `quote` is what doubled ones double. */
export function cellTexts(kernel: Pick<Kernel, "bytes">, cells: readonly Cell[], quote: number): string[] {
  return cells.map((cell) => {
    if (cell instanceof Uint8Array) return utf8.decode(cell);
    const bytes = kernel.bytes.subarray(cell.start, cell.end);
    return utf8.decode(cell.doubled ? undouble(bytes, quote) : bytes);
  });
}
